// Package digest computes a short number from the results of many calls of packages loss and metric. It is the same on every
// machine, with every tier, so that two people can compare their machines by it.
package digest
