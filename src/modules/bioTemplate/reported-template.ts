import type { BioKind } from './bio-template.entity.js';

/** A template or comparison photo as a device told of it. */
export interface ReportedTemplate {
  readonly pin: string;
  readonly kind: BioKind;
  readonly bioType: number;
  readonly no: number;
  readonly index: number;
  readonly majorVer: string;
  readonly minorVer: string;
  readonly format: number;
  readonly valid: boolean;
  readonly duress: boolean;
  /** Base64. */
  readonly content: string;
  /** Rows of this device's ledger that stand for it, whichever table it takes the type in. */
  readonly rows: readonly { readonly table: string; readonly key: string }[];
}

export interface Reporter {
  readonly sn: string;
  /** The device keeps what it told; a remote enrolment may be told and not kept (9.6.2, MODE=0). */
  readonly holds: boolean;
  /** What it says takes the place of what we have: an operator wants that of the device, and it has learnt it just now. */
  readonly replaces: boolean;
  /** What it tells of people is not learnt at all. */
  readonly learnsNothing: boolean;
  /** An enrolment that we asked for: it counts whoever the person is, and takes the place of what was there. */
  readonly wasAsked: (report: ReportedTemplate) => boolean;
  /** Takes what the device holds in the place of ours, for `putRight` behind the commit. */
  readonly isWrong: (report: ReportedTemplate) => void;
}

/**
 * What became of it: nobody has that pin or shall be known there, or it has stood aside before; it stands aside from
 * now on; it was deleted here, it is known, or it is kept.
 */
export type Outcome = 'stranger' | 'aside' | 'deleted' | 'known' | 'kept';
