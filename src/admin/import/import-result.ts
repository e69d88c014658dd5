import type { ImportFault } from './person-lines.js';

/** What came of an import, or has so far. */
export interface ImportResult {
  readonly dryRun: boolean;
  readonly rows: number;
  readonly added: number;
  readonly updated: number;
  readonly failed: number;
  readonly errors: readonly ImportFault[];
  readonly ignoredColumns: readonly string[];
}
