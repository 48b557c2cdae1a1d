package peer_test

import (
	"fmt"
	"os"
	"time"

	"github.com/marginrank/marginrank/bench/internal/peer"
)

func Example() {
	peers := peer.Find(func(why string) { fmt.Fprintln(os.Stderr, why) })
	var results []peer.Result
	for _, p := range peers {
		r, err := peer.Race(new(peer.Ours), p, peer.Forward, 1000, 11, 10*time.Millisecond)
		if err == nil {
			results = append(results, r)
		}
		p.Close()
	}
	peer.Print(os.Stdout, results)
}
