import type { ExportedFiles } from './files.js';
import { oldPages, type OldRow } from './old-list.js';
import { oldLists } from './old-lists.js';
import { merged, personOfApi, type OldPerson } from './old-person.js';
import { isAboutList, typedIn } from './old-site.js';
import type { OldServer } from './old-server.js';

/** Only what it tells of a department is read. */
export type PeopleRow = OldRow;

export interface PeopleWatch {
  /** Before the page is taken over. */
  readonly page: (rows: readonly PeopleRow[], persons: readonly OldPerson[]) => Promise<void>;
  /** Nobody is missing. */
  readonly end: () => void;
  readonly broken: (why: string) => Promise<void>;
}

const filesAtOnce = 200;

/** Everybody whom the API tells, with what files add; then those whom files alone tell. */
export async function* peoplePages(
  server: OldServer | null,
  files: ExportedFiles | null,
  watch: PeopleWatch,
): AsyncGenerator<readonly OldPerson[]> {
  const seen = new Set<string>();
  if (server) yield* ofApi(server, files, watch, seen);
  const left = (files?.pins ?? []).filter((pin) => !seen.has(pin));
  for (let at = 0; at < left.length; at += filesAtOnce) {
    const pins = left.slice(at, at + filesAtOnce);
    const persons = pins.flatMap((pin) => files?.personOf(pin) ?? []);
    await watch.page(
      pins.flatMap((pin) => files?.departmentOf(pin) ?? []),
      persons,
    );
    yield persons;
  }
}

async function* ofApi(
  server: OldServer,
  files: ExportedFiles | null,
  watch: PeopleWatch,
  seen: Set<string>,
): AsyncGenerator<readonly OldPerson[]> {
  try {
    for await (const rows of oldPages(server, oldLists.people)) {
      const persons = rows.map((row) => {
        const person = personOfApi(row);
        seen.add(person.pin);
        const listed = files?.personOf(person.pin);
        return listed ? merged(person.pin, [person, listed]) : person;
      });
      await watch.page(rows, persons);
      yield persons;
    }
    watch.end();
  } catch (error) {
    if (!isAboutList(error)) throw error;
    await watch.broken(`${error.message}; ${typedIn.people ?? ''}`);
  }
}
