// Checks a log with the Go team's note and tlog packages, without a line of Akashi's code:
// the checkpoint's signature, every entry, every tile of every level, inclusion proofs, consistency.
//
//	verify FOLDER VKEY [EARLIER-CHECKPOINT…]
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// More proofs than these add nothing: the tiles are all compared anyway.
const proofs = 2048

func fail(format string, args ...interface{}) {
	fmt.Printf(format+"\n", args...)
	os.Exit(1)
}

func check(err error, what string) {
	if err != nil {
		fail("%s: %v", what, err)
	}
}

// folder reads the tiles that the checkpoint's size asks for. The packages write the tile height into the path, C2SP does not.
type folder struct {
	root string
	read map[string][]byte
}

func (f folder) Height() int { return height }

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, t := range tiles {
		path := strings.Replace(t.Path(), "tile/8/", "tile/", 1)
		data, known := f.read[path]
		if !known {
			var err error
			if data, err = os.ReadFile(filepath.Join(f.root, filepath.FromSlash(path))); err != nil {
				return nil, err
			}
			f.read[path] = data
		}
		out = append(out, data)
	}
	return out, nil
}

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

func open(file string, verifier note.Verifier) tlog.Tree {
	data, err := os.ReadFile(file)
	check(err, "checkpoint")
	n, err := note.Open(data, note.VerifierList(verifier))
	check(err, "signature of "+filepath.Base(file))
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		fail("checkpoint: not the three lines of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err, "size")
	hash, err := base64.StdEncoding.DecodeString(lines[2])
	check(err, "root hash")
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], hash)
	return tree
}

// entries hashes every entry into a tree of its own, kept as the packages keep it.
func entries(root string, tree tlog.Tree) (tlog.HashReader, []tlog.Hash) {
	var stored, leaves []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, x := range indexes {
			out[i] = stored[x]
		}
		return out, nil
	})
	for bundle := int64(0); bundle*256 < tree.N; bundle++ {
		width := tree.N - bundle*256
		if width > 256 {
			width = 256
		}
		path := strings.Replace(tlog.Tile{H: height, L: 0, N: bundle, W: int(width)}.Path(), "tile/8/0/", "tile/entries/", 1)
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(path)))
		check(err, "bundle")
		for i := int64(0); i < width; i++ {
			if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
				fail("%s: cut short", path)
			}
			end := 2 + int(binary.BigEndian.Uint16(data))
			leaf := tlog.RecordHash(data[2:end])
			hashes, err := tlog.StoredHashesForRecordHash(bundle*256+i, leaf, reader)
			check(err, "hashing")
			stored, leaves, data = append(stored, hashes...), append(leaves, leaf), data[end:]
		}
		if len(data) != 0 {
			fail("%s: too long", path)
		}
	}
	return reader, leaves
}

// tilesOf lists the tiles of a tree: the full ones, and at most one partial one per level.
func tilesOf(size int64) (tiles []tlog.Tile) {
	for level := 0; size > 0; level, size = level+1, size>>height {
		for n := int64(0); n < size>>height; n++ {
			tiles = append(tiles, tlog.Tile{H: height, L: level, N: n, W: 1 << height})
		}
		if width := int(size & (1<<height - 1)); width > 0 {
			tiles = append(tiles, tlog.Tile{H: height, L: level, N: size >> height, W: width})
		}
	}
	return tiles
}

func main() {
	if len(os.Args) < 3 {
		fail("verify FOLDER VKEY [EARLIER-CHECKPOINT...]")
	}
	root := os.Args[1]
	verifier, err := note.NewVerifier(os.Args[2])
	check(err, "vkey")
	tree := open(filepath.Join(root, "checkpoint"), verifier)

	computed, leaves := entries(root, tree)
	if tree.N > 0 {
		hash, err := tlog.TreeHash(tree.N, computed)
		check(err, "root")
		if hash != tree.Hash {
			fail("the entries do not give the root of the checkpoint")
		}
	}

	files := folder{root, map[string][]byte{}}
	tiles := tilesOf(tree.N)
	for _, t := range tiles {
		want, err := tlog.ReadTileData(t, computed)
		check(err, "tile")
		have, err := files.ReadTiles([]tlog.Tile{t})
		check(err, "tile")
		if !bytes.Equal(want, have[0]) {
			fail("%s: other hashes than the entries give", t.Path())
		}
	}

	served := tlog.TileHashReader(tree, files)
	step := tree.N/proofs + 1
	proved := 0
	for i := int64(0); i < tree.N; i += step {
		proof, err := tlog.ProveRecord(tree.N, i, served)
		check(err, "inclusion proof")
		check(tlog.CheckRecord(proof, tree.N, tree.Hash, i, leaves[i]), "inclusion of "+strconv.FormatInt(i, 10))
		proved++
	}

	for _, file := range os.Args[3:] {
		old := open(file, verifier)
		if old.N == 0 {
			continue
		}
		proof, err := tlog.ProveTree(tree.N, old.N, served)
		check(err, "consistency proof")
		check(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash), "consistency from "+strconv.FormatInt(old.N, 10))
	}
	fmt.Printf("ok: signature, %d entries, %d tiles, %d inclusion proofs, %d earlier checkpoints\n", tree.N, len(tiles), proved, len(os.Args)-3)
}
