// Package module finds out whether a folder is the root of this module.
package module
