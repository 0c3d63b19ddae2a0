// Checks a log with Sigstore's own verifier, without a line of Akashi's code: the checkpoint's signature and the inclusion of
// every entry; given .tlog-proof files, those too. A flipped bit in an entry or a signature must be refused.
//
//   node verify.js FOLDER VKEY [PROOF…]
'use strict';
const fs = require('fs');
const path = require('path');
const crypto = require('crypto');
const { verifyCheckpoint } = require('@sigstore/verify/dist/tlog/checkpoint.js');
const { verifyMerkleInclusion } = require('@sigstore/verify/dist/tlog/merkle.js');

const [folder, vkey, ...proofs] = process.argv.slice(2);
const read = name => fs.readFileSync(path.join(folder, name));

// name+id+base64(0x01 || 32 bytes); the DER before an Ed25519 key is always the same 12 bytes.
const [name, id, ...key] = vkey.split('+');
const publicKey = crypto.createPublicKey({
  key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key.join('+'), 'base64').subarray(1)]),
  format: 'der',
  type: 'spki',
});
const logs = [{ logID: Buffer.from(id, 'hex'), baseURL: name, publicKey, validFor: {} }];

const digits = n => {
  let text = String(n % 1000).padStart(3, '0');
  for (n = Math.floor(n / 1000); n > 0; n = Math.floor(n / 1000)) text = 'x' + String(n % 1000).padStart(3, '0') + '/' + text;
  return text;
};
const tile = (level, index, size) => {
  const width = Math.min(256, Math.floor(size / 256 ** Math.max(level, 0)) - index * 256);
  return read(`tile/${level < 0 ? 'entries' : level}/${digits(index)}${width < 256 ? `.p/${width}` : ''}`);
};

const envelope = read('checkpoint').toString('utf8');
const proofOf = (index, body, hashes, checkpoint) => ({
  canonicalizedBody: body,
  inclusionProof: { logIndex: String(index), hashes, checkpoint: { envelope: checkpoint } },
});
const refuses = (what, act) => {
  try { act(); } catch { return; }
  throw new Error(`${what} was accepted`);
};
const flipped = (bytes, at) => { const copy = Buffer.from(bytes); copy[at] ^= 1; return copy; };

const head = verifyCheckpoint(proofOf(0, Buffer.alloc(0), [], envelope), logs);
const size = Number(head.logSize);
if (head.origin !== name) throw new Error('another origin than the key’s name');
const ours = envelope.split('\n').find(line => line.startsWith(`\u2014 ${name} `) && Buffer.from(line.split(' ')[2], 'base64').subarray(0, 4).toString('hex') === id);
const signature = Buffer.from(ours.split(' ')[2], 'base64');
const forged = envelope.replace(ours, `\u2014 ${name} ${flipped(signature, 10).toString('base64')}`);
refuses('a flipped bit in the signature', () => verifyCheckpoint(proofOf(0, Buffer.alloc(0), [], forged), logs));

const entries = [];
for (let bundle = 0; bundle * 256 < size; bundle++) {
  let data = tile(-1, bundle, size);
  while (data.length > 0) {
    const end = 2 + data.readUInt16BE(0);
    entries.push(data.subarray(2, end));
    data = data.subarray(end);
  }
}
if (entries.length !== size) throw new Error(`${entries.length} entries instead of ${size}`);

// All hashes of the tree, from the tiles of level 0 upwards; a level's last hash goes up alone when it has no neighbour.
const node = (left, right) => crypto.createHash('sha256').update(Buffer.from([1])).update(left).update(right).digest();
const levels = [[]];
for (let index = 0; index * 256 < size; index++) {
  const data = tile(0, index, size);
  for (let at = 0; at < data.length; at += 32) levels[0].push(data.subarray(at, at + 32));
}
while (levels[levels.length - 1].length > 1) {
  const below = levels[levels.length - 1];
  levels.push(Array.from({ length: Math.ceil(below.length / 2) }, (_, i) => (2 * i + 1 < below.length ? node(below[2 * i], below[2 * i + 1]) : below[2 * i])));
}
const hashesOf = index => levels.slice(0, -1).map((level, height) => level[(index >> height) ^ 1]).filter(Boolean);

entries.forEach((body, index) => {
  const hashes = hashesOf(index);
  verifyMerkleInclusion(proofOf(index, body, hashes, envelope), head);
  if (index % 97 === 0) refuses(`entry ${index} with a flipped bit`, () => verifyMerkleInclusion(proofOf(index, body.length ? flipped(body, body.length >> 1) : Buffer.from([0]), hashes, envelope), head));
});

for (const file of proofs) {
  const text = fs.readFileSync(file, 'utf8');
  const split = text.indexOf('\n\n');
  const [, ...lines] = text.slice(0, split).split('\n').filter(line => !line.startsWith('extra '));
  const index = Number(lines[0].slice('index '.length));
  const entry = proofOf(index, entries[index], lines.slice(1).map(line => Buffer.from(line, 'base64')), text.slice(split + 2));
  verifyMerkleInclusion(entry, verifyCheckpoint(entry, logs));
}
console.log(`ok: signature, inclusion of ${size} entries, ${proofs.length} proof files`);
