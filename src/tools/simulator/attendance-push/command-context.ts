import type { AttMemory } from './memory.js';
import type { Outbox, UploadTable } from './outbox.js';
import type { Outcome } from './outcome.js';
import type { AttProfile } from './profile.js';
import type { TerminalSettings } from './settings.js';

/** What a command can see and do in the terminal that runs it. */
export interface CommandContext {
  readonly memory: AttMemory;
  readonly outbox: Outbox;
  readonly profile: AttProfile;
  readonly settings: TerminalSettings;
  /** The command that is running. */
  lastWords: string;
  clock(): string;
  opened(): void;
  clear(): Outcome;
  tellRows(table: UploadTable, rows: readonly string[]): Promise<void>;
  /** Fetches a file from the server; null if it cannot be fetched. */
  fetch(url: string): Promise<Buffer | null>;
  enrol(
    user: Readonly<Record<string, string>>,
    templates: readonly (readonly [string, Readonly<Record<string, string>>])[],
  ): void;
}
