// Package peer runs programs that compute the same loss in other ways, so that they can be timed in turns with package
// loss. The programs are in bench/peers.
package peer
