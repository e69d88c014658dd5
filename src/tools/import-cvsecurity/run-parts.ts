import type { Answers } from './answers.js';
import type { ExportedFiles } from './files.js';
import type { PeopleTally } from './findings.js';
import type { OldDatabase } from './old-database.js';
import type { OldServer } from './old-server.js';
import type { Report } from './report.js';

export interface Progress {
  /** What is done now, in a few words. */
  readonly say: (text: string) => void;
}

/** What the steps of an import share. */
export interface Parts {
  readonly server: OldServer | null;
  readonly database: OldDatabase | null;
  readonly answers: Answers;
  readonly report: Report;
  readonly tally: PeopleTally;
  readonly levels: { id: string; name: string; doors: number | null }[];
  readonly progress: Progress;
  readonly files: ExportedFiles | null;
}
