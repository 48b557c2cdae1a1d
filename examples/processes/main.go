package main

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"os/exec"
	"strconv"
)

const steps = 60

func main() {
	log.SetFlags(0)
	log.SetPrefix("processes: ")
	processes := flag.Int("processes", 0, "start `N` processes on this machine")
	index := flag.Int("index", 0, "this is process `I`, from 0 on")
	of := flag.Int("of", 1, "of `N` processes")
	address := flag.String("address", "127.0.0.1:7070", "where process 0 listens")
	flag.Parse()
	var err error
	switch {
	case flag.NArg() > 0:
		err = fmt.Errorf("unexpected argument %q", flag.Arg(0))
	case *processes < 0 || *of < 1 || *index < 0 || *index >= *of:
		err = errors.New("-index must be from 0 to -of minus 1")
	case *processes > 0:
		err = start(*processes, os.Stdout)
	default:
		err = process(*index, *of, *address, os.Stdout)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// start runs n processes on this machine: this one is process 0.
func start(n int, out io.Writer) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer listener.Close()
	program, err := os.Executable()
	if err != nil {
		return err
	}
	var others []*exec.Cmd
	for i := 1; i < n; i++ {
		cmd := exec.Command(program, "-index", strconv.Itoa(i), "-of", strconv.Itoa(n), "-address", listener.Addr().String())
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			return err
		}
		defer cmd.Process.Kill() // does nothing to a process that has ended
		others = append(others, cmd)
	}
	if err := first(listener, n, out); err != nil {
		return err
	}
	for _, cmd := range others {
		if err := cmd.Wait(); err != nil {
			return err
		}
	}
	return nil
}

// process is one of n processes.
func process(i, n int, address string, out io.Writer) error {
	if i == 0 {
		listener, err := net.Listen("tcp", address)
		if err != nil {
			return err
		}
		defer listener.Close()
		return first(listener, n, out)
	}
	g, err := join(address, i)
	if err != nil {
		return err
	}
	return train(g, partOf(i, n), io.Discard)
}

// first is process 0 of n. It reports progress.
func first(listener net.Listener, n int, out io.Writer) error {
	g, err := gather(listener, n)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d processes\n", n)
	return train(g, partOf(0, n), out)
}

// train trains on a part, in step with the other processes of the group.
func train(g *group, p *part, out io.Writer) error {
	defer g.close()
	t := newTrainer(p)
	for i := range steps {
		own, err := t.compute()
		if err != nil {
			return err
		}
		all, err := g.reduce(own)
		if err != nil {
			return err
		}
		if i%20 == 0 || i == steps-1 {
			fmt.Fprintf(out, "step %2d: mean loss %.17g, %d of %d pairs active\n", i, all.Total.Mean(), all.Total.Active(), all.Total.Pairs())
		}
		t.descend(all)
	}
	h := sha256.New()
	if err := binary.Write(h, binary.LittleEndian, t.weights[:]); err != nil {
		return err
	}
	fmt.Fprintf(out, "SHA-256 of the weights: %x\n", h.Sum(nil))
	return nil
}
