// Prints which texts of the console a language lacks. `npm run console:texts`
import { join } from 'node:path';
import { createServer } from 'vite';

const server = await createServer({ configFile: false, server: { middlewareMode: true }, appType: 'custom' });
const { faultsOf, readTexts } = await server.ssrLoadModule(join(import.meta.dirname, '../console/build/text-files.ts'));
const faults = faultsOf(readTexts(join(import.meta.dirname, '../console/src/i18n')));
await server.close();
for (const fault of faults) console.log(fault);
console.log(`${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;
