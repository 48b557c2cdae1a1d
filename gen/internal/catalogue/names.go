package catalogue

// Operation is the kernel's name without element type and tier:
// what is computed, then the label kind, where it isn't the plain one.
func (k Kernel) Operation() string {
	return k.Family() + [...]string{Given: "", Signs: "Signs", Ones: "Ones"}[k.Labels]
}

// Family is the operation without its label kind.
func (k Kernel) Family() string {
	return "Hinge" + map[Pass][2]string{
		Forward:         {Reduced: "Sum", None: "Each"},
		Backward:        {Reduced: "Grad", None: "GradEach"},
		ForwardBackward: {Reduced: "SumGrad", None: "EachGrad"},
	}[k.Pass][k.Reduction]
}

// Name is operation, then element type: the dispatcher's function.
func (k Kernel) Name() string { return k.Operation() + k.DType.Name }

// Variant is operation, element type, tier: one emitted kernel.
func (k Kernel) Variant(t Tier) string { return k.Name() + t.Name }

// Stream is the variant that stores around the caches.
func (k Kernel) Stream(t Tier) string { return k.Operation() + "Stream" + k.DType.Name + t.Name }
