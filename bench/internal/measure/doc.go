// Package measure times pieces of code in turns, so that a slow moment of the machine affects all of them.
package measure
