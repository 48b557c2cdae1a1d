// Package element converts elements of the four types of package loss: float32, float64, binary16 and bfloat16. A type
// parameter T stands for one of these types, or a named type of it. C stands for its compute precision.
package element
