// Reads an audit log with Go's own checksum database code: note, tiles, entries, inclusion and consistency.
package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type files struct{ dir string }

func (f files) Height() int { return 8 }

// Go's paths have the height in them, those of C2SP do not.
func (f files) path(t tlog.Tile) string {
	path := strings.Replace(t.Path(), "tile/8/", "tile/", 1)
	return filepath.Join(f.dir, strings.Replace(path, "tile/data/", "tile/entries/", 1))
}

func (f files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, t := range tiles {
		data, err := os.ReadFile(f.path(t))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (f files) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func entries(f files, size int64) [][]byte {
	var all [][]byte
	for n := int64(0); n*256 < size; n++ {
		width := int64(256)
		if size-n*256 < width {
			width = size - n*256
		}
		data, err := os.ReadFile(f.path(tlog.Tile{H: 8, L: -1, N: n, W: int(width)}))
		check(err)
		for len(data) > 0 {
			length := int(data[0])<<8 | int(data[1])
			all = append(all, data[2:2+length])
			data = data[2+length:]
		}
	}
	return all
}

func main() {
	f := files{os.Args[1]}
	verifier, err := note.NewVerifier(os.Args[2])
	check(err)
	text, err := os.ReadFile(filepath.Join(f.dir, "checkpoint"))
	check(err)
	opened, err := note.Open(text, note.VerifierList(verifier))
	check(err)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	raw, err := base64.StdEncoding.DecodeString(lines[2])
	check(err)
	var root tlog.Hash
	copy(root[:], raw)

	reader := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, f)
	all := entries(f, size)
	if int64(len(all)) != size {
		check(fmt.Errorf("%d entries under a checkpoint of %d", len(all), size))
	}
	for i, entry := range all {
		leaf := tlog.RecordHash(entry)
		stored, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, int64(i))})
		check(err)
		if stored[0] != leaf {
			check(fmt.Errorf("entry %d is not the one in the tile", i))
		}
		if i%37 == 0 || int64(i) == size-1 {
			proof, err := tlog.ProveRecord(size, int64(i), reader)
			check(err)
			check(tlog.CheckRecord(proof, size, root, int64(i), leaf))
			older, err := tlog.TreeHash(int64(i)+1, reader)
			check(err)
			grown, err := tlog.ProveTree(size, int64(i)+1, reader)
			check(err)
			check(tlog.CheckTree(grown, size, root, int64(i)+1, older))
		}
	}
	fmt.Printf("%s: %d entries agree\n", lines[0], size)
}
