package catalogue

// Operation is the kernel's name without element type and tier:
// what is computed, then form and label kind, where they aren't the plain ones.
func (k Kernel) Operation() string {
	return k.Family() + [...]string{Given: "", Signs: "Signs", Ones: "Ones"}[k.Labels]
}

// Family is the operation without its label kind.
func (k Kernel) Family() string {
	form := [...]string{Plain: "", Weighted: "Weighted"}[k.Form]
	return "Hinge" + map[Pass][2]string{
		Forward:         {Reduced: "Sum", None: "Each"},
		Backward:        {Reduced: "Grad", None: "GradEach"},
		ForwardBackward: {Reduced: "SumGrad", None: "EachGrad"},
	}[k.Pass][k.Reduction] + form
}

// Name is operation, then element type: the dispatcher's function.
func (k Kernel) Name() string { return k.Operation() + k.DType.Name }

// Variant is operation, element type, tier: one emitted kernel.
func (k Kernel) Variant(t Tier) string { return k.Name() + t.Name }

// Stream is the variant that stores around the caches.
func (k Kernel) Stream(t Tier) string { return k.Operation() + "Stream" + k.DType.Name + t.Name }
