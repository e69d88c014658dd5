import type { DatabasePeople } from './database-people.js';
import type { ExportedFiles } from './files.js';
import { oldPages, type OldRow } from './old-list.js';
import { oldLists } from './old-lists.js';
import { merged, personOfApi, type OldPerson } from './old-person.js';
import { isAboutList, typedIn } from './old-site.js';
import type { OldServer } from './old-server.js';

/** Only its department is read. */
export type PeopleRow = OldRow;

export interface PeopleWatch {
  /** Before the page is taken over. */
  readonly page: (rows: readonly PeopleRow[], persons: readonly OldPerson[]) => Promise<void>;
  /** Nobody is missing. */
  readonly end: () => void;
  readonly broken: (why: string) => Promise<void>;
}

const filesAtOnce = 200;

export interface PeopleSources {
  readonly server: OldServer | null;
  readonly database: DatabasePeople | null;
  readonly files: ExportedFiles | null;
}

/**
 * All people of the API, with what the database and files add; then those who are only in the database, then those who
 * are only in files. For a person the API counts before the database, which may keep values encrypted.
 */
export async function* peoplePages(sources: PeopleSources, watch: PeopleWatch): AsyncGenerator<readonly OldPerson[]> {
  const seen = new Set<string>();
  const { server, files } = sources;
  if (server) yield* ofApi(server, sources, watch, seen);
  yield* ofDatabase(sources, watch, seen);
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

/** People whom the API left out, or everybody if it is not used. */
async function* ofDatabase(
  { server, database, files }: PeopleSources,
  watch: PeopleWatch,
  seen: Set<string>,
): AsyncGenerator<readonly OldPerson[]> {
  if (!database) return;
  for await (const page of database.pages()) {
    const persons = page
      .filter(({ pin }) => !seen.has(pin))
      .map((person) => merged(person.pin, [person, ...listed(files?.personOf(person.pin))]));
    for (const { pin } of persons) seen.add(pin);
    if (persons.length === 0) continue;
    await watch.page([], persons);
    yield persons;
  }
  if (!server) watch.end();
}

const listed = (person: OldPerson | null | undefined): OldPerson[] => (person ? [person] : []);

async function* ofApi(
  server: OldServer,
  { database, files }: PeopleSources,
  watch: PeopleWatch,
  seen: Set<string>,
): AsyncGenerator<readonly OldPerson[]> {
  try {
    for await (const rows of oldPages(server, oldLists.people)) {
      const told = rows.map(personOfApi);
      const stored = await database?.of(told.map(({ pin }) => pin));
      const persons = told.map((person) => {
        const { pin } = person;
        seen.add(pin);
        const more = [...listed(stored?.get(pin)), ...listed(files?.personOf(pin))];
        return more.length > 0 ? merged(pin, [person, ...more]) : person;
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
