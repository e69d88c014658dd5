import { call, callLoosely, type Answer } from '../../api/call.js';

export type Outcome = Pick<
  Answer<'GET /imports/{id}'>,
  'dryRun' | 'rows' | 'added' | 'updated' | 'failed' | 'errors' | 'ignoredColumns'
>;
type Run = Answer<'GET /imports/{id}'>;

/** How far a large file is. */
export type Progress = Pick<Run, 'done' | 'total'>;

const lookAgainMs = 500;
const pause = () => new Promise((resolve) => setTimeout(resolve, lookAgainMs));

/** The gateway stopped before the end: what is done is done, and the file can be sent again. */
export class Interrupted extends Error {
  constructor(readonly progress: Progress) {
    super('the import was interrupted');
  }
}

/** A large file is answered before it is taken over; it is followed to its end. @throws Interrupted */
export async function sendImport(file: File, dryRun: boolean, tell: (progress: Progress) => void): Promise<Outcome> {
  const body = new Blob([file], { type: 'text/csv' });
  const made = (await callLoosely('POST', '/persons/import', { query: { dryRun }, body })) as Outcome | Run;
  if (!('status' in made)) return made;
  for (let run = made; ; await pause(), run = await call('GET /imports/{id}', { path: { id: made.id } })) {
    tell(run);
    if (run.status === 'done') return run;
    if (run.status === 'interrupted') throw new Interrupted(run);
  }
}
