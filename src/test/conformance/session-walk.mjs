// node session-walk.mjs JAR FOLDER - walks three bundled workflows through durable sessions with both official TypeScript
// SDKs, which are installed in the folder that CONFORMANCE_PACKAGES names. In the middle of each walk the server is
// stopped and started, and a teammate takes the session over. The newer SDK answers a confirmation in a form; the older
// one cannot be asked and reports it. Says what it saw, or fails.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const require = createRequire(`${process.env.CONFORMANCE_PACKAGES}/`);
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const [jar, folder] = process.argv.slice(2);

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

mkdirSync(folder, { recursive: true });
const port = await freePort();
const environment = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  PORT: String(port),
  ADMIN_PORT: String(await freePort()),
  DATA_DIR: folder,
  LOG_DIR: `${folder}/logs`,
  JWT_SECRET: randomBytes(32).toString('base64'),
  RATE_LIMIT_PER_MINUTE: '0',
  RATE_LIMIT_PER_ADDRESS: '0',
};
let server;

async function start() {
  server = spawn('java', ['-jar', jar, 'server', 'config.yml'], { env: environment, stdio: 'ignore' });
  for (let i = 0; i < 600; i++) {
    const ready = await fetch(`http://127.0.0.1:${port}/ready`).catch(() => undefined);
    if (ready?.ok) return;
    if (server.exitCode !== null) break;
    await delay(100);
  }
  throw new Error('the server did not start');
}

async function restart() {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
  await start();
}

function token(subject) {
  const made = spawnSync('java', ['-jar', jar, 'token', '--subject', subject, '--role', 'agent', '--team', 'walkers'], {
    env: environment,
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(made.stderr);
  return made.stdout.trim();
}

const tokens = { ada: token('ada'), bob: token('bob') };

const older = {
  name: 'TypeScript SDK v1',
  Client: (await load('@modelcontextprotocol/sdk/client/index.js')).Client,
  Transport: (await load('@modelcontextprotocol/sdk/client/streamableHttp.js')).StreamableHTTPClientTransport,
  options: {},
  prepare: () => {},
};
const newerModule = await load('@modelcontextprotocol/client');
const newer = {
  name: 'TypeScript SDK v2',
  Client: newerModule.Client,
  Transport: newerModule.StreamableHTTPClientTransport,
  options: { versionNegotiation: { mode: 'auto' }, capabilities: { elicitation: { form: {} } } },
  prepare: (client, seen) =>
    client.setRequestHandler('elicitation/create', (request) => {
      seen.asked.push(request.params.message);
      return { action: 'accept', content: { decision: 'confirm' } };
    }),
};

async function connect(sdk, subject, seen) {
  const client = new sdk.Client({ name: 'session-walk', version: '1.0.0' }, sdk.options);
  sdk.prepare(client, seen);
  const transport = new sdk.Transport(new URL(`http://127.0.0.1:${port}/mcp`), {
    requestInit: { headers: { Authorization: `Bearer ${tokens[subject]}` } },
  });
  await client.connect(transport);
  return {
    close: () => client.close(),
    call: async (name, args) => {
      const result = await client.callTool({ name, arguments: args });
      if (result.isError) throw new Error(`${name}: ${result.content[0].text}`);
      return result.structuredContent;
    },
    refusal: async (name, args) => (await client.callTool({ name, arguments: args })).content[0].text,
  };
}

// Notes that satisfy the criteria of all three workflows; what the agent found out, by the step that asks for it.
const NOTES = [
  'Reproduction command: none, five attempts', 'Observed rate: 0/5', 'Prediction: the index is used',
  'Base: 1a2b3c', 'Head: 4d5e6f', 'Intent: show the walk', 'Exit code: 0', 'Outcome: confirmed',
  'Verdict: supported', 'Verdict: approve', 'Coverage: everything', 'Root cause: a missing index',
  'Evidence: the plan of the query', 'Failing before: 1 of 1', 'Passing after: 0 of 1',
  '## Summary', 'x', '## Timeline', '| 10:15 | alert |', 'Gaps: none', '## Causes', 'x', '## Actions', 'No action: x',
  'All of this was looked at in the walk and nothing of it was looked at twice, as far as anybody remembers. '.repeat(3),
].join('\n');
const WALKS = {
  'bug-investigation': {
    start: { deliverable: 'fix' },
    reproduce: { reproKind: 'never' },
    'trace-back-to-the-defect': { causeStatus: 'open', candidates: ['a missing index'] },
    'run-one-experiment': { causeStatus: 'confirmed' },
  },
  'code-review': {
    start: { delivery: 'post', reviewSize: 'medium', slices: ['reader', 'writer'], candidateFindings: ['one', 'two'] },
  },
  'incident-review': { start: { severity: 'low' } },
};

function check(condition, what, reply) {
  if (!condition) throw new Error(`${what}: ${JSON.stringify(reply)}`);
}

async function complete(client, reply, told, seen) {
  const id = reply.step?.id;
  const input = { continueToken: reply.continueToken, notes: NOTES, ...(told[id] && { context: told[id] }) };
  let next = await client.call('workflow_continue', input);
  if (next.outcome === 'awaiting_confirmation') {
    seen.reported++;
    next = await client.call(next.nextCall.tool, next.nextCall.arguments);
  }
  check(['advanced', 'complete'].includes(next.outcome), `after ${id}`, next);
  return [next, input];
}

async function walk(sdk, workflowId) {
  const told = WALKS[workflowId];
  const seen = { asked: [], reported: 0 };
  let client = await connect(sdk, 'ada', seen);
  let reply = await client.call('workflow_start', { workflowId, goal: 'Show the walk', context: told.start });
  const blocked = await client.call('workflow_continue', { continueToken: reply.continueToken, notes: ' ' });
  check(blocked.outcome === 'blocked', 'blank notes', blocked);

  let input;
  [reply, input] = await complete(client, reply, told, seen);
  await restart();
  const replayed = await client.call('workflow_continue', input);
  check(replayed.replayed && replayed.continueToken === reply.continueToken, 'after the restart', replayed);

  const stale = reply.continueToken;
  const teammate = await connect(sdk, 'bob', seen);
  reply = await teammate.call('workflow_resume', { sessionId: reply.session.id });
  check(reply.session.holder === 'bob' && reply.recap.notes.length === 1, 'taken over', reply);
  const refusal = await client.refusal('workflow_continue', { continueToken: stale, notes: NOTES });
  check(refusal.startsWith('STALE_TOKEN') && refusal.includes('bob'), 'the old token', refusal);
  await client.close();

  let steps = 1;
  for (; reply.outcome !== 'complete' && steps < 40; steps++) {
    [reply] = await complete(teammate, reply, told, seen);
  }
  check(reply.outcome === 'complete' && reply.session.status === 'completed', 'the end', reply);
  check(seen.asked.length + seen.reported > 0, 'a confirmation', seen);
  check(sdk === older ? seen.reported > 0 : seen.asked.length > 0, 'the way of the confirmation', seen);
  await teammate.close();
  console.log(`sessions, ${sdk.name}: ${workflowId} complete after ${steps} steps, a restart and a take-over;`
    + ` confirmed ${seen.asked.length} by form, ${seen.reported} by report`);
}

try {
  await start();
  for (const sdk of [older, newer]) {
    for (const workflowId of Object.keys(WALKS)) {
      await walk(sdk, workflowId);
    }
  }
} finally {
  server?.kill('SIGTERM');
}
