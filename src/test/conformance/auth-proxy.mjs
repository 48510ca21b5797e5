// node auth-proxy.mjs TARGET_ORIGIN PORT_FILE, with the token in WORKRAIL_TOKEN
// The conformance suite cannot send a credential: this proxy on the loopback address adds it and changes nothing
// else. Host and Origin stay as they were sent, so that the server judges what the suite says.
import { renameSync, writeFileSync } from 'node:fs';
import { createServer, request as send } from 'node:http';

const [target, portFile] = process.argv.slice(2);
const { hostname, port } = new URL(target);
const authorization = `Bearer ${process.env.WORKRAIL_TOKEN}`;

const server = createServer((incoming, outgoing) => {
  const { method, url: path } = incoming;
  const forwarded = send({ hostname, port, method, path, headers: { ...incoming.headers, authorization } }, (reply) => {
    outgoing.writeHead(reply.statusCode, reply.headers);
    reply.pipe(outgoing);
  });
  forwarded.on('error', (failure) => {
    if (!outgoing.headersSent) {
      outgoing.writeHead(502, { 'Content-Type': 'text/plain' });
    }
    outgoing.end(`The server under test does not answer: ${failure.message}\n`);
  });
  outgoing.on('close', () => forwarded.destroy());
  incoming.pipe(forwarded);
});
server.listen(0, '127.0.0.1', () => {
  writeFileSync(`${portFile}.draft`, String(server.address().port));
  renameSync(`${portFile}.draft`, portFile);
});
