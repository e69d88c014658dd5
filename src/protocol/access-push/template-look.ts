import { wholeBase64 } from './base64.js';
import { majorOf } from './bio-fit.js';
import { bioType } from './parameters/bio-support.js';

/** A template that a client sends. */
export interface TemplateToLookAt {
  readonly bioType: number;
  readonly no: number;
  /** Version of the algorithm; '' = not given. */
  readonly version: string;
  /** Base64. */
  readonly template: string;
}

/** What is wrong with a template, with the field that it is about. */
export interface TemplateFault {
  readonly field: 'bioType' | 'no' | 'version' | 'template';
  readonly message: string;
}

/** Numbers of parts of the body, by type: fingers, and hands or eyes; of the others there is one (appendix 18). */
const lastNo: Readonly<Record<number, number>> = {
  [bioType.fingerprint]: 9,
  [bioType.fingerVein]: 9,
  4: 1,
  5: 1,
  6: 1,
  8: 1,
  10: 1,
};
const usualVersions: Readonly<Record<number, string>> = { [bioType.fingerprint]: '10' };
/** Base64 of the bytes with which fingers of algorithm 9 begin. */
const oldFinger = 'oco';
const fewestBytes = 8;
const types = 11;

/**
 * The algorithm of a template: as given, as its bytes show, or the one that nearly all devices use; null = not known.
 */
export function versionOfTemplate({ bioType: type, version, template }: TemplateToLookAt): string | null {
  const shown = type === bioType.fingerprint && template.startsWith(oldFinger) ? '9' : null;
  return majorOf(version) ?? shown ?? usualVersions[type] ?? null;
}

function placeFaults({ bioType: type, no }: TemplateToLookAt): TemplateFault[] {
  const last = lastNo[type] ?? 0;
  if (type < 1 || type >= types) return [{ field: 'bioType', message: 'must be 1 to 10' }];
  return no >= 0 && no <= last ? [] : [{ field: 'no', message: `must be 0 to ${last} for this type` }];
}

function versionFaults(one: TemplateToLookAt): TemplateFault[] {
  const { bioType: type, version, template } = one;
  const field = 'version';
  if (version !== '' && majorOf(version) === null) return [{ field, message: 'must be a number such as 10 or 12.0' }];
  if (versionOfTemplate(one) === null) return [{ field, message: 'is needed for this type' }];
  const isOld = type === bioType.fingerprint && template.startsWith(oldFinger);
  return isOld && majorOf(version) !== null && majorOf(version) !== '9'
    ? [{ field, message: `is ${version}, and the template begins as those of algorithm 9 do` }]
    : [];
}

function contentFaults({ template }: TemplateToLookAt): TemplateFault[] {
  const field = 'template';
  const whole = wholeBase64(template);
  if (template.trim() === '' || whole === null) return [{ field, message: 'must be base64' }];
  const bytes = Buffer.from(whole, 'base64');
  if (bytes.length < fewestBytes) return [{ field, message: `has ${bytes.length} bytes, which is no template` }];
  return bytes.every((byte) => byte === bytes[0]) ? [{ field, message: 'is the same byte over and over' }] : [];
}

/**
 * Faults for which a device would refuse the template, or nobody could use it. Only devices can tell whether it is a
 * finger.
 */
export const templateFaults = (one: TemplateToLookAt): TemplateFault[] => [
  ...placeFaults(one),
  ...versionFaults(one),
  ...contentFaults(one),
];
