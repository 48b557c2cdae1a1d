// Package precise computes discounts and gains to hundreds of bits, for tests.
package precise
