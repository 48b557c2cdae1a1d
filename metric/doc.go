// Package metric measures rankings.
package metric
