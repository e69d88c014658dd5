import { bioRowOf, majorOf, type BioFit } from '../../protocol/access-push/bio-fit.js';
import { bioType as bioTypes } from '../../protocol/access-push/parameters/bio-support.js';
import { duressFinger } from '../../protocol/access-push/tables/bio.js';
import { isKnownOn } from './desired-stations.js';
import type { DesiredRow } from './desired-row.js';
import type { DeviceFacts, PersonFacts, ReportFacts, TemplateFacts } from './facts.js';

/** Access PUSH 9.1.1, templatev10. */
const validFinger = (duress: boolean) => (duress ? duressFinger : 1);

type Bio = Pick<DeviceFacts, 'sn' | 'bio' | 'learnsFrom'>;

/**
 * The templates and photos that a device should hold of a person: templates of its own algorithms, photos where it has
 * none (3.1).
 */
export function bioRows(facts: PersonFacts, device: Bio): DesiredRow[] {
  const { sn, bio } = device;
  const person = { ...facts, templates: facts.templates.filter((template) => isLearnt(template, device)) };
  const templates = person.templates.filter((template) => fits(template, bio));
  const withTemplate = new Set(templates.map(({ bioType }) => bioType));
  const told = person.reports.filter((report) => report.sn === sn && report.isFresh);
  return [
    ...templates
      .filter(({ bioType, index }) => index === 0 || !(bioType === bioTypes.fingerprint && bio.oldFingers))
      .map((template) => ({ ...templateRow(person.pin, template, bio), held: isTold(template, told) })),
    ...photoRows(person, (type) => bio.photos[type] === true && !withTemplate.has(type), told),
    // A photo that a device took itself stays on it beside the template. The ledger must know of it to delete it one
    // day.
    ...person.templates
      .filter(({ kind, bioType, sourceSn }) => kind === 'photo' && sourceSn === sn && withTemplate.has(bioType))
      .map((photo) => photoRow(person.pin, photo, contentOf('content', photo), isTold(photo, told))),
    ...userPicRows(person, bio, told),
  ];
}

/**
 * A template that a person brought is for all devices. One that a device learnt is for the devices that its area allows
 * (areas, learnsFrom).
 */
const isLearnt = ({ sourceSn, sourceArea }: TemplateFacts, { sn, learnsFrom }: Bio) =>
  learnsFrom === null || sourceArea === null || sourceSn === sn || learnsFrom.includes(sourceArea);

const isStray = (person: PersonFacts, report: ReportFacts) =>
  report.kind === 'userpic' ? person.photo === null : !person.templates.some((template) => isPlace(template, report));

/**
 * Rows that must be deleted on a device which reported them, even if its ledger does not know them: the template or
 * photo no longer exists here. If a device holds other content in the same place, ours is written over it.
 */
export const strayRows = (person: PersonFacts, { sn, bio }: Pick<Bio, 'sn' | 'bio'>): DesiredRow[] =>
  person.reports
    .filter((report) => report.sn === sn && isStray(person, report))
    .map(({ kind, ...place }) =>
      kind === 'userpic'
        ? { table: 'userpic', row: { pin: person.pin } }
        : bioRowOf(person.pin, { kind, ...place }, bio),
    );

/** Reports that are in the ledger after this: those of people who may pass here, and those of rows to be deleted. */
export const reportsDone = (person: PersonFacts, sn: string): readonly ReportFacts[] =>
  person.reports.filter((report) => report.sn === sn && (isKnownOn(person, sn) || isStray(person, report)));

const fits = ({ kind, valid, bioType, majorVer }: TemplateFacts, { versions }: BioFit) =>
  kind === 'template' && valid && versions[bioType] !== null && versions[bioType] === majorOf(majorVer);

const isPlace = (template: TemplateFacts, report: ReportFacts) =>
  template.kind === report.kind &&
  template.bioType === report.bioType &&
  template.no === report.no &&
  template.index === report.index &&
  template.majorVer === report.majorVer;

const isTold = (template: TemplateFacts, told: readonly ReportFacts[]) =>
  told.some((report) => isPlace(template, report) && report.hash === template.hash);

const contentOf = (field: string, { id, size, hash }: TemplateFacts): NonNullable<DesiredRow['content']> => ({
  field,
  ref: { from: 'template', id },
  size,
  hash,
});

function templateRow(pin: string, template: TemplateFacts, bio: BioFit): DesiredRow {
  const { bioType, no, index, majorVer, minorVer, format, duress } = template;
  if (bioType === bioTypes.fingerprint && bio.oldFingers) {
    const row = { pin, fingerId: no, valid: validFinger(duress) };
    return { table: 'templatev10', row, content: contentOf('template', template) };
  }
  const row = { pin, no, index, valid: 1, duress: duress ? 1 : 0, type: bioType, majorVer, minorVer, format };
  return { table: 'biodata', row, content: contentOf('tmp', template) };
}

const photoRow = (
  pin: string,
  { bioType, no, index }: Pick<TemplateFacts, 'bioType' | 'no' | 'index'>,
  content: NonNullable<DesiredRow['content']>,
  held = false,
): DesiredRow => ({ table: 'biophoto', row: { pin, type: bioType, no, index, size: 0, format: 0 }, content, held });

/**
 * Comparison photos of the types that have no template here. Of the face it is the newest, which may be the person's
 * own photo.
 */
function photoRows(person: PersonFacts, takes: (type: number) => boolean, told: readonly ReportFacts[]): DesiredRow[] {
  const { pin, photo } = person;
  const face = { bioType: bioTypes.visibleLightFace, no: 0, index: 0 };
  const taken = person.templates.filter(({ kind, bioType }) => kind === 'photo' && takes(bioType));
  const faces = taken.filter(({ bioType }) => bioType === face.bioType);
  const isOurs = photo !== null && takes(face.bioType) && faces.every(({ learntAt }) => isNewer(photo.at, learntAt));
  const kept = isOurs ? taken.filter((one) => !faces.includes(one)) : taken;
  return [
    ...kept.map((one) => photoRow(pin, one, contentOf('content', one), isTold(one, told))),
    ...(isOurs ? [photoRow(pin, face, personPhoto(pin, photo))] : []),
  ];
}

const isNewer = (at: string | null, than: string) => at !== null && Date.parse(at) > Date.parse(than);

const personPhoto = (pin: string, { name, size }: NonNullable<PersonFacts['photo']>) => ({
  field: 'content',
  ref: { from: 'person', id: pin } as const,
  size: Math.ceil((size * 4) / 3),
  hash: name,
});

function userPicRows({ pin, photo }: PersonFacts, bio: BioFit, told: readonly ReportFacts[]): DesiredRow[] {
  if (!bio.userPic || !photo) return [];
  const held = told.some(({ kind, hash }) => kind === 'userpic' && hash === photo.name);
  return [{ table: 'userpic', row: { pin, size: 0 }, content: personPhoto(pin, photo), held }];
}
