package main

import (
	"encoding/gob"
	"fmt"
	"net"
	"time"
)

// A group is the connections of a process to others. Process 0 has one to each of the others, and each of the others has one
// to process 0.
type group struct {
	index int
	links []link
}

// A link is a connection to another process.
type link struct {
	conn net.Conn
	in   *gob.Decoder
	out  *gob.Encoder
}

func newLink(conn net.Conn) link { return link{conn, gob.NewDecoder(conn), gob.NewEncoder(conn)} }

// patience is how long processes wait for each other to start.
const patience = 5 * time.Minute

// gather accepts the connections of n-1 processes, and makes the group of process 0. It fails if one of them does not connect in time.
func gather(listener net.Listener, n int) (*group, error) {
	g := &group{}
	if l, ok := listener.(*net.TCPListener); ok {
		if err := l.SetDeadline(time.Now().Add(patience)); err != nil {
			return nil, err
		}
	}
	for range n - 1 {
		conn, err := listener.Accept()
		if err != nil {
			g.close()
			return nil, err
		}
		g.links = append(g.links, newLink(conn))
	}
	return g, nil
}

// join connects to process 0, which may start later, and makes the group of another process.
func join(address string, index int) (*group, error) {
	for deadline := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			return &group{index, []link{newLink(conn)}}, nil
		}
		if time.Now().After(deadline) {
			return nil, err
		}
	}
}

func (g *group) close() {
	for _, l := range g.links {
		l.conn.Close()
	}
}

// reduce adds up the steps of all processes, and returns the sum in each process. The order in which steps arrive does not matter.
func (g *group) reduce(s *step) (*step, error) {
	if g.index > 0 {
		if err := g.links[0].out.Encode(s); err != nil {
			return nil, err
		}
		var sum step
		err := g.links[0].in.Decode(&sum)
		return &sum, err
	}
	for i, l := range g.links {
		var other step
		if err := l.in.Decode(&other); err != nil {
			return nil, fmt.Errorf("connection %d: %w", i, err)
		}
		s.add(&other)
	}
	for i, l := range g.links {
		if err := l.out.Encode(s); err != nil {
			return nil, fmt.Errorf("connection %d: %w", i, err)
		}
	}
	return s, nil
}
