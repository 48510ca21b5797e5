// node list-failures.mjs FOLDER - the failed checks of a run of the conformance suite, one a line with its message.
import { readdirSync, readFileSync } from 'node:fs';

const [folder] = process.argv.slice(2);
for (const run of readdirSync(folder).sort()) {
  const scenario = run.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, '');
  for (const check of JSON.parse(readFileSync(`${folder}/${run}/checks.json`, 'utf8'))) {
    if (check.status === 'FAILURE') {
      const [message] = (check.errorMessage ?? check.description).split('\n');
      console.log(`  ${scenario}:${check.id}: ${message}`);
    }
  }
}
