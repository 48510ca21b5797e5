// node stdio-client.mjs COMMAND ARGUMENT... - drives "workrail connect" with the stdio client of the official TypeScript
// SDK, which has to be installed beside the folder that CONFORMANCE_PACKAGES names. Says what it saw, or fails.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(`${process.env.CONFORMANCE_PACKAGES}/`);
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const { Client } = await load('@modelcontextprotocol/sdk/client/index.js');
const { StdioClientTransport } = await load('@modelcontextprotocol/sdk/client/stdio.js');

const [command, ...args] = process.argv.slice(2);
const client = new Client({ name: 'stdio-client', version: '1.0.0' });
await client.connect(new StdioClientTransport({ command, args, stderr: 'inherit' }));
await client.ping();
const { tools } = await client.listTools();
const { workflows } = (await client.callTool({ name: 'workflow_list', arguments: {} })).structuredContent;
const steps = await Promise.all(
  workflows.map(({ id }) => client.callTool({ name: 'workflow_next', arguments: { workflowId: id } })),
);
const refused = await client.callTool({ name: 'workflow_get', arguments: { id: 'no-such-workflow' } });
if (!refused.isError || steps.some((step) => step.isError)) {
  throw new Error(`unexpected replies: ${JSON.stringify([refused, steps])}`);
}
console.log(`stdio: ${tools.length} tools, the first steps of ${steps.length} workflows`);
await client.close();
