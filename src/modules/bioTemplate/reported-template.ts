import type { BioKind } from './bio-template.entity.js';

/** A template or comparison photo as a device reports it. */
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
  /** The rows of this device's ledger for this template, in whichever table the device keeps the type. */
  readonly rows: readonly { readonly table: string; readonly key: string }[];
}

export interface Reporter {
  readonly sn: string;
  /** The device keeps what it reports; a remote enrolment may be reported and not kept (9.6.2, MODE=0). */
  readonly holds: boolean;
  /**
   * The report replaces what is stored here: an operator has set that for the device, and it has learnt it just now.
   */
  readonly replaces: boolean;
  /** Reports about people are not learnt at all. */
  readonly learnsNothing: boolean;
  /** An enrolment that we asked for: it counts for any person and replaces the present template. */
  readonly wasAsked: (report: ReportedTemplate) => boolean;
  /** Receives the rows that the device holds in place of ours, for `putRight` after the commit. */
  readonly isWrong: (report: ReportedTemplate) => void;
}

/**
 * The outcome of a reported template. `stranger`: no person has the pin, or the person does not belong on the device,
 * or the template was set aside before. `aside`: it is set aside from now on. `deleted`: it was deleted here. `known`:
 * we have it already. `kept`: it is stored.
 */
export type Outcome = 'stranger' | 'aside' | 'deleted' | 'known' | 'kept';
