// Package hinge has the formula of the margin ranking loss and its gradients, written once for every element type and
// instruction set, and the list of its kernels.
package hinge
