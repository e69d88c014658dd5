import { asCommand } from './command.js';
import { scrub } from './field.js';

interface Enrolment {
  readonly pin: string;
  /** How often the device asks again if it could not read. */
  readonly retry: number;
  /** Whether the device keeps what it reads; it sends the result in any case. */
  readonly keep: boolean;
}

/** The card that a person holds to the device (9.6.1). */
export interface EnrollInfo extends Enrolment {
  /** The card replaces the one that is stored here; the device is not told so. */
  readonly overwrite?: boolean;
}

/** A finger, a face ... (9.6.2). */
export interface EnrollBio extends Enrolment {
  /** Appendix 18. */
  readonly bioType: number;
  /** Which finger, eye or hand; 0 if the person has only one. */
  readonly no: number;
  readonly overwrite: boolean;
}

const bit = (on: boolean) => (on ? 1 : 0);

const parts = (cells: Readonly<Record<string, string | number>>) =>
  Object.entries(cells)
    .map(([name, value]) => `${name}=${scrub(String(value))}`)
    .join('\t');

/** `ENROLL_INFO TYPE=0...`: a card, the only type there is. The answer comes as `type=EnrollInfoData`. */
export const enrollInfo = ({ pin, retry, keep }: EnrollInfo) =>
  asCommand(`ENROLL_INFO ${parts({ TYPE: 0, PIN: pin, RETRY: retry, MODE: bit(keep) })}`);

/** `ENROLL_BIO TYPE=9...`. The answer comes as `type=BioData`. */
export const enrollBio = ({ bioType, no, pin, retry, overwrite, keep }: EnrollBio) =>
  asCommand(
    `ENROLL_BIO ${parts({ TYPE: bioType, NO: no, PIN: pin, RETRY: retry, OVERWRITE: bit(overwrite), MODE: bit(keep) })}`,
  );
