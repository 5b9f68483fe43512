// Peer in Go: golang.org/x/crypto/ssh and nothing else, a few goroutines that take one device after the other.
//
// Usage and output are those of the peers in Python, see ../python/sweep.py. It builds with Debian's packages alone:
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go build -ldflags "-X main.version=0.4.0" main.go
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/crypto/ssh"
)

// version of the library, set by the build.
var version = "of unknown version"

type device struct {
	Name, Host, Username, Password string
	Port                           int
}

func (d device) address() string { return net.JoinHostPort(d.Host, strconv.Itoa(d.Port)) }

type sweep struct {
	Devices    []device
	Commands   []string
	KnownHosts string
}

type outcome struct {
	device   string
	received int
	err      error
}

type report struct {
	Peer              string  `json:"peer"`
	Version           string  `json:"version"`
	Sessions          int     `json:"sessions"`
	Failed            int     `json:"failed"`
	Error             string  `json:"error"`
	Bytes             int     `json:"bytes"`
	WallSeconds       float64 `json:"wallSeconds"`
	SessionsPerSecond float64 `json:"sessionsPerSecond"`
	CPUMsPerSession   float64 `json:"cpuMsPerSession"`
	PeakRSSMb         float64 `json:"peakRssMb"`
}

func main() {
	s, parallelism, err := readArguments(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "go peer:", err)
		os.Exit(1)
	}
	began := time.Now()
	keys, err := readKnownHosts(s.KnownHosts)
	if err != nil {
		fmt.Fprintln(os.Stderr, "go peer:", err)
		os.Exit(1)
	}

	r := report{Peer: "x/crypto/ssh", Version: version}
	for o := range s.collect(parallelism, keys) {
		if o.err != nil {
			r.Failed++
			r.Error = o.device + ": " + o.err.Error()
			continue
		}
		r.Sessions++
		r.Bytes += o.received
	}
	r.WallSeconds = time.Since(began).Seconds()
	r.SessionsPerSecond = float64(r.Sessions) / r.WallSeconds
	r.CPUMsPerSession = cpu().Seconds() * 1000 / float64(len(s.Devices))
	r.PeakRSSMb = float64(peakResident()) / 1e6
	json.NewEncoder(os.Stdout).Encode(r)
}

func readArguments(args []string) (s sweep, parallelism int, err error) {
	if len(args) < 2 {
		return s, 0, fmt.Errorf("usage: main SWEEP.json PARALLELISM [SESSIONS]")
	}
	text, err := os.ReadFile(args[0])
	if err != nil {
		return s, 0, err
	}
	if err = json.Unmarshal(text, &s); err != nil {
		return s, 0, fmt.Errorf("%s: %w", args[0], err)
	}
	if parallelism, err = strconv.Atoi(args[1]); err != nil {
		return s, 0, err
	}
	if len(args) > 2 {
		n, err := strconv.Atoi(args[2])
		if err != nil {
			return s, 0, err
		}
		if n < len(s.Devices) {
			s.Devices = s.Devices[:n]
		}
	}
	return s, parallelism, nil
}

// readKnownHosts reads the keys once, by "[host]:port"; the library's own callback would go through all lines for each
// session.
func readKnownHosts(path string) (map[string]ssh.PublicKey, error) {
	rest, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	keys := map[string]ssh.PublicKey{}
	for {
		_, hosts, key, _, next, err := ssh.ParseKnownHosts(rest)
		if err == io.EOF {
			return keys, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		for _, host := range hosts {
			keys[host] = key
		}
		rest = next
	}
}

// collect starts the goroutines; the channel is closed when all devices are done.
func (s sweep) collect(parallelism int, keys map[string]ssh.PublicKey) <-chan outcome {
	todo, done := make(chan device), make(chan outcome)
	go func() {
		for _, d := range s.Devices {
			todo <- d
		}
		close(todo)
	}()

	var workers sync.WaitGroup
	workers.Add(parallelism)
	for i := 0; i < parallelism; i++ {
		go func() {
			defer workers.Done()
			buffer := make([]byte, 64<<10)
			for d := range todo {
				received, err := session(d, s.Commands, keys, buffer)
				done <- outcome{d.Name, received, err}
			}
		}()
	}
	go func() {
		workers.Wait()
		close(done)
	}()
	return done
}

func session(d device, commands []string, keys map[string]ssh.PublicKey, buffer []byte) (received int, err error) {
	key, isKnown := keys[fmt.Sprintf("[%s]:%d", d.Host, d.Port)]
	if !isKnown {
		return 0, fmt.Errorf("no known host key")
	}
	client, err := ssh.Dial("tcp", d.address(), &ssh.ClientConfig{
		User:            d.Username,
		Auth:            []ssh.AuthMethod{ssh.Password(d.Password)},
		HostKeyCallback: ssh.FixedHostKey(key),
		// A device may have others too.
		HostKeyAlgorithms: []string{key.Type()},
		Timeout:           time.Minute,
	})
	if err != nil {
		return 0, err
	}
	defer client.Close()
	shell, err := openShell(client, buffer)
	if err != nil {
		return 0, err
	}
	if _, err = shell.ask("terminal length 0"); err != nil {
		return 0, err
	}
	for _, command := range commands {
		n, err := shell.ask(command)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", command, err)
		}
		received += n
	}
	return received, nil
}

// shell is a command line whose prompt is known. It does not keep what it reads, but for the buffer's last bytes.
type shell struct {
	in     io.Writer
	out    io.Reader
	prompt []byte
	buffer []byte
}

func openShell(client *ssh.Client, buffer []byte) (*shell, error) {
	s, err := client.NewSession()
	if err != nil {
		return nil, err
	}
	if err = s.RequestPty("vt100", 24, 511, ssh.TerminalModes{}); err != nil {
		return nil, err
	}
	in, err := s.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := s.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err = s.Shell(); err != nil {
		return nil, err
	}
	opened := &shell{in: in, out: out, prompt: []byte("#"), buffer: buffer}
	n, err := opened.readToPrompt()
	if err != nil {
		return nil, err
	}
	greeting := strings.TrimSpace(string(buffer[:n]))
	opened.prompt = []byte(greeting[strings.LastIndexByte(greeting, '\n')+1:])
	return opened, nil
}

func (s *shell) ask(command string) (int, error) {
	if _, err := io.WriteString(s.in, command+"\n"); err != nil {
		return 0, err
	}
	return s.readToPrompt()
}

// readToPrompt answers how much was received. The buffer, if it is full before the prompt has come, starts anew with its
// second half.
func (s *shell) readToPrompt() (received int, err error) {
	held := 0
	for {
		n, err := s.out.Read(s.buffer[held:])
		received += n
		held += n
		if bytes.HasSuffix(s.buffer[:held], s.prompt) {
			return received, nil
		}
		if err != nil {
			return received, fmt.Errorf("before the prompt: %w", err)
		}
		if held == len(s.buffer) {
			held = copy(s.buffer, s.buffer[held/2:])
		}
	}
}

func cpu() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// peakResident answers bytes; what getrusage tells begins with the memory of the process that started this one.
func peakResident() int {
	status, _ := os.ReadFile("/proc/self/status")
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kilobytes, _ := strconv.Atoi(strings.Fields(after)[0])
	return kilobytes * 1024
}
