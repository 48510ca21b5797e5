// node stdio-client.mjs COMMAND ARGUMENT... - drives "workrail connect" with the stdio clients of both official
// TypeScript SDKs, which are installed in the folder that CONFORMANCE_PACKAGES names: the older opens with initialize,
// the newer has to agree on 2026-07-28. Says what each saw, or fails.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(`${process.env.CONFORMANCE_PACKAGES}/`);
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const [command, ...args] = process.argv.slice(2);

async function drive(name, Client, StdioClientTransport, options, expectedVersion) {
  const client = new Client({ name: 'stdio-client', version: '1.0.0' }, options);
  await client.connect(new StdioClientTransport({ command, args, stderr: 'inherit' }));
  const version = client.getNegotiatedProtocolVersion?.() ?? expectedVersion;
  const { tools } = await client.listTools();
  const { workflows } = (await client.callTool({ name: 'workflow_list', arguments: {} })).structuredContent;
  const steps = await Promise.all(
    workflows.map(({ id }) => client.callTool({ name: 'workflow_next', arguments: { workflowId: id } })),
  );
  const refused = await client.callTool({ name: 'workflow_get', arguments: { id: 'no-such-workflow' } });
  if (version !== expectedVersion || !refused.isError || steps.some((step) => step.isError)) {
    throw new Error(`unexpected with ${name}: ${JSON.stringify([version, refused, steps])}`);
  }
  console.log(`stdio, ${name}: ${version}, ${tools.length} tools, the first steps of ${steps.length} workflows`);
  await client.close();
}

const { Client: OlderClient } = await load('@modelcontextprotocol/sdk/client/index.js');
const { StdioClientTransport: OlderTransport } = await load('@modelcontextprotocol/sdk/client/stdio.js');
await drive('TypeScript SDK v1', OlderClient, OlderTransport, {}, '2025-11-25');

const { Client } = await load('@modelcontextprotocol/client');
const { StdioClientTransport } = await load('@modelcontextprotocol/client/stdio');
await drive('TypeScript SDK v2', Client, StdioClientTransport, { versionNegotiation: { mode: 'auto' } }, '2026-07-28');
