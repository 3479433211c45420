'use strict';
// One request on standard input, as JSON; what a library of the registry makes of it on standard output.
// Direction "sign" prints the lines to add, direction "verify" prints true or false.

const { createHash, createHmac, createPrivateKey, createPublicKey, randomBytes, sign, verify } = require('node:crypto');
const { readFileSync } = require('node:fs');

const given = JSON.parse(readFileSync(0, 'utf8'));
const hmac = given.algorithm === 'hmac-sha256';
const secret = Buffer.from(given.secret ?? '', 'base64');
const signs = hmac ? secret : given.pkcs8 && createPrivateKey({ key: Buffer.from(given.pkcs8, 'base64'), format: 'der', type: 'pkcs8' });
const proves = hmac ? secret : given.spki && createPublicKey({ key: Buffer.from(given.spki, 'base64'), format: 'der', type: 'spki' });

const signed = (data) => (hmac ? createHmac('sha256', secret).update(data).digest() : sign(null, data, signs));
const proven = (data, signature) => (hmac ? signed(data).equals(Buffer.from(signature)) : verify(null, data, proves, signature));

const lines = [...given.headers];
const covered = ['@method', '@authority', '@path', '@query'];
const created = Math.floor(Date.now() / 1000);
const nonce = randomBytes(16).toString('base64url');

if (given.direction === 'sign' && given.body !== undefined) {
  const digest = createHash('sha256').update(Buffer.from(given.body, 'base64')).digest('base64');
  lines.push(['content-digest', `sha-256=:${digest}:`]);
  covered.push('content-digest', 'content-type');
}

const byName = () => Object.fromEntries(lines.map(([name, value]) => [name.toLowerCase(), value]));
const message = () => ({ method: given.method, url: given.url, headers: byName() });
const descriptor = () => ({
  kind: 'request',
  method: given.method,
  targetUri: given.url,
  fields: lines.map(([name, value]) => ({ name: name.toLowerCase(), value })),
});

// No library at all but for the serialisation: RFC 9421 §2.5 by hand, the list by structured-headers.
function base(sf, items, parameters) {
  const url = new URL(given.url);
  const values = { '@method': given.method, '@authority': url.host, '@path': url.pathname, '@query': url.search || '?' };
  const all = byName();
  const rows = items.map(([name]) => `${sf.serializeItem([name, new Map()])}: ${values[name] ?? all[name]}`);
  rows.push(`"@signature-params": ${sf.serializeInnerList([items, parameters])}`);
  return Buffer.from(rows.join('\n'));
}

const peers = {
  'http-message-signatures': {
    async sign() {
      const { httpbis, createSigner } = require('http-message-signatures');
      const key = createSigner(signs, given.algorithm, given.keyid);
      const made = await httpbis.signMessage(
        { key, name: 'npm', fields: covered, params: ['created', 'keyid', 'alg', 'nonce'], paramValues: { nonce } },
        message(),
      );
      return [['Signature-Input', made.headers['Signature-Input']], ['Signature', made.headers['Signature']]];
    },
    async verify() {
      const { httpbis, createVerifier } = require('http-message-signatures');
      const key = { id: given.keyid, algs: [given.algorithm], verify: createVerifier(proves, given.algorithm) };
      return httpbis.verifyMessage({ keyLookup: async ({ keyid }) => (keyid === given.keyid ? key : null) }, message());
    },
  },
  'http-message-sig': {
    async sign() {
      const { createSignature } = require('http-message-sig');
      const made = await createSignature(descriptor(), {
        label: 'npm',
        components: covered,
        parameters: { created, keyid: given.keyid, nonce, alg: given.algorithm },
        signer: { algorithm: given.algorithm, sign: (data) => new Uint8Array(signed(data)) },
      });
      return [['Signature-Input', made.signatureInput], ['Signature', made.signature]];
    },
    async verify() {
      const { verifySignature } = require('http-message-sig');
      const policy = {
        algorithms: [given.algorithm],
        requiredComponents: covered,
        requiredParameters: ['created', 'keyid'],
        maxAge: 300,
        clockSkew: 5,
      };
      try {
        await verifySignature(descriptor(), {
          policy,
          resolveVerifier: () => ({ algorithm: given.algorithm, verify: (data, signature) => proven(data, signature) }),
        });
        return true;
      } catch (refused) {
        process.stderr.write(`${refused.code}: ${refused.message}\n`);
        return false;
      }
    },
  },
  'structured-headers': {
    async sign() {
      const sf = await import('structured-headers');
      const items = covered.map((name) => [name, new Map()]);
      const parameters = new Map([['created', created], ['keyid', given.keyid], ['nonce', nonce]]);
      const bytes = new Uint8Array(signed(base(sf, items, parameters)));
      return [
        ['Signature-Input', sf.serializeDictionary(new Map([['npm', [items, parameters]]]))],
        ['Signature', sf.serializeDictionary(new Map([['npm', [bytes.buffer, new Map()]]]))],
      ];
    },
    async verify() {
      const sf = await import('structured-headers');
      const input = sf.parseDictionary(byName()['signature-input']);
      const signatures = sf.parseDictionary(byName()['signature']);
      const [label] = input.keys();
      const [items, parameters] = input.get(label);
      const [bytes] = signatures.get(label);
      const same = sf.serializeDictionary(input) === byName()['signature-input']
        && sf.serializeDictionary(signatures) === byName()['signature'];
      return same && parameters.get('keyid') === given.keyid && proven(base(sf, items, parameters), Buffer.from(bytes));
    },
  },
};

(async () => {
  const answer = await peers[given.library][given.direction]();
  const digest = lines.slice(given.headers.length);
  process.stdout.write(JSON.stringify(given.direction === 'sign' ? [...digest, ...answer] : answer === true));
})().catch((failure) => {
  process.stderr.write(`${failure.stack}\n`);
  process.exit(1);
});
