import type { PersonWithLevelsInput } from '../../modules/accLevel/person-levels.service.js';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import { judge, type Fields, type FieldChange, type Judged } from './judge.js';
import { joined } from './level-importers.js';
import type { OldPerson } from './old-person.js';
import type { ExistingPerson } from './people-here.js';
import type { Source, SourceRepository } from './sources.repository.js';

/** What people refer to here. */
export interface PeopleSite {
  /** Levels of access control by their old ids. */
  readonly levelKeys: ReadonlyMap<string, string>;
  /** Levels of departments, by code: who belongs to one has them without being given them. */
  readonly departmentLevels: ReadonlyMap<string, ReadonlySet<string>>;
  readonly preferTheirs: boolean;
}

export interface PersonPlan {
  readonly person: OldPerson;
  readonly isNew: boolean;
  readonly judged: Judged;
  readonly said: PersonWithLevelsInput;
  /** Base64 of a photo to set. */
  readonly photo: string | undefined;
  /** What cannot be taken over of this person. */
  readonly notes: readonly string[];
}

type Facts = Record<string, unknown>;

const isTrue = (text: string) => text === 'true';
const orNull = (text: string) => (text === '' ? null : text);
const listed = (text: string) => (text === '' ? [] : text.split(','));

/** How a field is passed to the service; other fields are plain texts. */
const facts: Readonly<Record<string, (value: string) => unknown>> = {
  birthday: orNull,
  hireDate: orNull,
  accStartTime: orNull,
  accEndTime: orNull,
  isDisabled: isTrue,
  isSendMail: isTrue,
  supplyCards: listed,
  privilege: Number,
};
/** They are written separately from the facts. */
const apart = new Set(['accLevelIds', 'photo', 'photoHere', 'personPwd']);

export class PersonPlanner {
  private readonly imported: ReadonlySet<string>;

  constructor(
    private readonly sources: SourceRepository,
    private readonly sealedBox: SealedBox,
    private readonly site: PeopleSite,
  ) {
    this.imported = new Set(site.levelKeys.values());
  }

  plan(person: OldPerson, here: ExistingPerson | undefined, source: Source | undefined): PersonPlan {
    const notes = person.faults.map(({ why }) => why);
    const levels = person.levelIds && this.levelsOf(person.levelIds, notes);
    const judged = this.judged(person, levels, here, source);
    const isChanged = (field: string) => judged.changes.some((change) => change.field === field);
    const { personPwd = '' } = person.fields;
    const said = {
      pin: person.pin,
      facts: { ...factsOf(judged.changes), ...(isChanged('personPwd') ? { personPwd } : {}) },
      ...(levels && isChanged('accLevelIds') ? { accLevelIds: this.granted(person, levels, here) } : {}),
    };
    return { person, isNew: !here, judged, said, photo: isChanged('photo') ? person.photo : undefined, notes };
  }

  private judged(
    person: OldPerson,
    levels: readonly string[] | undefined,
    here: ExistingPerson | undefined,
    source: Source | undefined,
  ): Judged {
    const before = here ? source?.hash : undefined;
    const ours = here && { ...here.fields, accLevelIds: joined(this.takenOver([...here.held])) };
    const rules = {
      hashOf: (field: string, value: string) => this.sources.hashOf(field, value),
      preferTheirs: this.site.preferTheirs,
    };
    const judged = judge({ theirs: this.theirsOf(person, levels), ours, before }, rules);
    return person.photo ? withPhoto(judged, person.photo, here?.fields.photo ?? '', before ?? {}, rules) : judged;
  }

  /** The password is compared by its hash. */
  private theirsOf(
    { fields: { personPwd = '', ...others } }: OldPerson,
    levels: readonly string[] | undefined,
  ): Fields {
    const password = personPwd === '' ? {} : { personPwd: this.sealedBox.hash(personPwd) };
    return { ...others, ...password, ...(levels ? { accLevelIds: joined(levels) } : {}) };
  }

  private takenOver(levelIds: readonly string[]): string[] {
    return levelIds.filter((id) => this.imported.has(id));
  }

  private levelsOf(oldIds: readonly string[], notes: string[]): string[] {
    return oldIds.flatMap((oldId) => {
      const key = this.site.levelKeys.get(oldId);
      if (key === undefined) notes.push(`the level ${oldId} is not here`);
      return key === undefined ? [] : [key];
    });
  }

  /** Levels that were made here stay; those of the department are not given once more. */
  private granted(person: OldPerson, levels: readonly string[], here: ExistingPerson | undefined): string[] {
    const own = here?.granted ?? [];
    const code = person.fields.deptCode ?? here?.fields.deptCode ?? '';
    const inherited = this.site.departmentLevels.get(code);
    const given = levels.filter((id) => own.includes(id) || !inherited?.has(id));
    return [...new Set([...own.filter((id) => !this.imported.has(id)), ...given])];
  }
}

function factsOf(changes: readonly FieldChange[]): Facts {
  const plain = changes.filter(({ field }) => !apart.has(field));
  return Object.fromEntries(
    plain.map(({ field, theirs }) => [field, facts[field]?.(theirs) ?? theirsOf(field, theirs)]),
  );
}

const theirsOf = (field: string, theirs: string) => (facts[field] ? null : theirs);

/**
 * A photo is changed when it is stored, so it is known again by the hash of what came, and by the name that it got here.
 * @param present the name of the photo that is here
 */
function withPhoto(
  judged: Judged,
  photo: string,
  present: string,
  before: Source['hash'],
  { hashOf, preferTheirs }: { hashOf: (field: string, value: string) => string; preferTheirs: boolean },
): Judged {
  const came = hashOf('photo', photo);
  const hash = { ...judged.hash, photo: came };
  const isOurs = before.photo !== undefined && before.photoHere !== hashOf('photoHere', present);
  if (before.photo === came && !(isOurs && preferTheirs)) return { ...judged, hash };
  const change = { field: 'photo', ours: present, theirs: came };
  if (isOurs && !preferTheirs) return { ...judged, kept: [...judged.kept, change] };
  const outcome = judged.outcome === 'add' ? 'add' : 'change';
  return { ...judged, outcome, changes: [...judged.changes, change], hash };
}
