import { Problem } from '../../api/problem.js';
import { textIn } from '../../ui/form.js';
import type { Host } from './host-field.js';
import type { Said } from './visitor-fields.js';

/** What is left empty stays as it was at the last visit. */
export const filled = <Name extends string>(values: Readonly<Record<Name, string>>): Partial<Record<Name, string>> =>
  Object.fromEntries(Object.entries<string>(values).filter(([, value]) => value !== '')) as Partial<
    Record<Name, string>
  >;

/**
 * What a reservation and a visit have in common.
 * @throws Problem where no host is chosen
 */
export function saidBody(values: FormData, { certType, certNumber, name, ...others }: Said, host: Host | null) {
  if (host === null) {
    throw new Problem(400, 'invalid', 'hostPin is missing', [
      { field: 'hostPin', message: 'is missing', code: 'missing' },
    ]);
  }
  return {
    ...{ hostPin: host.pin, certType, certNumber: certNumber.trim(), name: name.trim() },
    ...{ visitReason: textIn(values, 'visitReason'), endTime: textIn(values, 'endTime') },
    ...filled(others),
    ...filled({ deptCode: textIn(values, 'deptCode') }),
  };
}
