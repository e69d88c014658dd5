import { bioDataRow, bioType, facePhotoRow, photo, templatesFor, type BioTemplate } from '../bodies.js';
import { outcome, returns, type Outcome } from '../outcome.js';
import type { PanelParts } from '../parts.js';

type Options = Readonly<Record<string, string>>;

/** AccSupportFunList: the device can enrol people on request. */
const enrolsOnDemand = 40;

function reader(options: Options): (name: string) => string {
  const values = new Map(Object.entries(options).map(([name, value]) => [name.toUpperCase(), value]));
  return (name) => values.get(name) ?? '';
}

/** ENROLL_INFO (9.6.1): a person holds a card to the device; the server learns its number. */
export function enrollInfo(parts: PanelParts, options: Options): Outcome {
  const { settings, memory, random } = parts;
  if (!settings.supports(enrolsOnDemand)) return outcome('ENROLL_INFO', returns.unsupported);
  const value = reader(options);
  const pin = value('PIN');
  if (pin === '' || !['', '0'].includes(value('TYPE'))) return outcome('ENROLL_INFO', returns.wrongParameter);
  const card = String(1 + Math.floor(random() * 0xffff_fffe));
  if (value('MODE') === '1') {
    const [table, number] = settings.multiCard
      ? ['mulcarduser', BigInt(card).toString(16).padStart(8, '0')]
      : ['user', card];
    const kept = memory.update(table, [
      new Map([
        ['pin', pin],
        ['cardno', number],
      ]),
    ]);
    if (kept < 0) return outcome('ENROLL_INFO', kept);
  }
  return outcome('ENROLL_INFO', returns.done, {
    uploads: [{ call: 'cdata', query: 'type=EnrollInfoData', body: `TYPE=0\tPIN=${pin}\tTMP=${card}` }],
  });
}

/** ENROLL_BIO (9.6.2): a finger, a face ... is read, sent, and stored if MODE=1. */
export function enrollBio(parts: PanelParts, options: Options): Outcome {
  const { settings, memory } = parts;
  if (!settings.supports(enrolsOnDemand)) return outcome('ENROLL_BIO', returns.unsupported);
  const value = reader(options);
  const [pin, type, no] = [value('PIN'), Number(value('TYPE')), Number(value('NO') || 0)];
  if (pin === '' || !canRead(parts, type)) return outcome('ENROLL_BIO', returns.wrongParameter);
  const templates = templatesFor(pin, type, no, settings.get('MultiBioVersion')?.split(':')[type]);
  const known = memory
    .rows('biodata')
    .some((row) => row.get('pin') === pin && row.get('type') === String(type) && row.get('no') === String(no));
  if (known && value('OVERWRITE') === '0') return outcome('ENROLL_BIO', returns.failed);
  const kept = value('MODE') === '1' ? keep(parts, pin, templates) : 0;
  if (kept < 0) return outcome('ENROLL_BIO', kept);
  return outcome('ENROLL_BIO', returns.done, {
    uploads: [{ call: 'cdata', query: 'type=BioData', body: templates.map(enrolled).join('\r\n') }],
  });
}

/** @returns the device's return code: below 0 it was refused */
function keep({ memory }: PanelParts, pin: string, templates: readonly BioTemplate[]): number {
  const kept = memory.update('biodata', templates.map(bioDataRow));
  const isFace = templates.some(({ type }) => type === bioType.visibleFace);
  if (kept >= 0 && isFace) memory.update('biophoto', [facePhotoRow(pin)]);
  return kept;
}

function enrolled({ type, pin, no, index, majorVer, minorVer, tmp }: BioTemplate): string {
  const picture = type === bioType.visibleFace ? `\tBIOPHOTO=${photo}` : '';
  return `TYPE=${type}\tPIN=${pin}\tNO=${no}\tINDEX=${index}\tMAJOR_VER=${majorVer}\tMINOR_VER=${minorVer}\tTMP=${tmp}${picture}`;
}

/** The types in MultiBioDataSupport; devices that do not send it have an option for each type. */
export function canRead({ settings }: PanelParts, type: number): boolean {
  const places = settings.get('MultiBioDataSupport');
  if (places !== undefined && places !== '') return places.split(':')[type] === '1';
  const switches: Readonly<Record<number, string>> = { 1: 'FingerFunOn', 2: 'FaceFunOn', 7: 'FvFunOn' };
  return settings.isOn(switches[type] ?? '');
}
