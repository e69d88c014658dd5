import { isRealWall } from '../time.js';

/**
 * The parts of the name of a picture taken at an event: `20181003143617-22.jpg` (Access PUSH 7.9, `pin` of ATTPHOTO).
 */
export interface SnapshotName {
  /** Wall clock of the device. */
  readonly time: string;
  /** '' for an unknown person. */
  readonly pin: string;
}

const form = /^(\d{14})(?:[-_]([A-Za-z0-9]{1,24}))?(?:\.\w{1,5})?$/;

/** Null if the name contains no time that exists. */
export function readSnapshotName(name: string): SnapshotName | null {
  const [, digits = '', pin = ''] = form.exec(name.trim()) ?? [];
  const time = digits.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3 $4:$5:$6');
  return isRealWall(time) ? { time, pin: /^0*$/.test(pin) ? '' : pin } : null;
}
