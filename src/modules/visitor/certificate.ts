import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { Failure } from '../../platform/errors.js';
import { lockKey } from '../../platform/database/locks.js';

/** The identity of a visitor: kind and number of an identity document. */
export interface Certificate {
  readonly certType: string;
  readonly certNumber: string;
  /** Which kinds there are: those of the manual, or any that a client has. */
  readonly certTypes?: 'strict' | 'any';
}

/** The stored form: nobody can read the number in the database, and equal numbers have equal hashes. */
export interface SealedCertificate {
  readonly certType: string;
  readonly certNumber: Buffer;
  readonly certHash: string;
}

export const nationalId = '2';

/** 2 national ID card, 3 passport, 4 driving licence, 5 work permit, 6 real-name card, 7 licence, 8 others; and those of persons. */
const legalType = /^([2-8]|\d{4})$/;

/** @throws Failure certTypeInvalid */
export function checkCertType(certType: string, certTypes: Certificate['certTypes'] = 'strict'): void {
  if (certTypes === 'strict' && !legalType.test(certType)) {
    throw new Failure('certTypeInvalid', 'certType must be 2 to 8 or a number of four digits');
  }
}

/** People write numbers with or without blanks and dashes. */
const bare = (number: string) => number.toUpperCase().replace(/[\s.\-/]/g, '');

@Injectable()
export class CertificateService {
  constructor(private readonly sealedBox: SealedBox) {}

  hash(number: string): string {
    return this.sealedBox.hash(`visitor certificate\n${bare(number)}`);
  }

  sealed({ certType, certNumber }: Certificate): SealedCertificate {
    return { certType, certNumber: this.sealedBox.seal(certNumber), certHash: this.hash(certNumber) };
  }

  open(sealed: Buffer): string {
    return this.sealedBox.open(sealed).toString('utf8');
  }

  /** Changes for one certificate run one after the other. */
  async lock(tx: EntityManager, certHash: string): Promise<void> {
    await lockKey(tx, 'visitorCertificate', certHash);
  }
}
