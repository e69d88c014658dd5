import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { Failure } from '../../platform/errors.js';
import { PersonService } from '../person/person.service.js';
import { fingers, FingerTemplateService } from './finger-template.service.js';

/** A fingerprint as a request names it: texts that are not checked yet. */
interface Named {
  readonly pin: string;
  readonly templateNo: string;
}

/** The common part of the calls that delete fingerprints, also of those under a person's path. */
@Injectable()
export class TemplateRemovalService {
  constructor(
    private readonly templates: FingerTemplateService,
    private readonly persons: PersonService,
    private readonly audited: AuditedTransaction,
  ) {}

  /** @throws Failure pinMissing, personNotFound, templateNotFound (also if none is named), templateNoInvalid */
  async one(caller: Caller, { pin, templateNo }: Named): Promise<void> {
    await this.audited.run(caller, async (tx) => {
      await this.persons.hold(tx, pin);
      await this.templates.remove(tx, pin, fingerOf(templateNo));
    });
  }

  /** The named one, or all. @throws Failure as one */
  async oneOrAll(caller: Caller, pin: string, named: Named | null): Promise<void> {
    if (named) await this.one(caller, named);
    else await this.audited.run(caller, (tx) => this.templates.removeAll(tx, pin));
  }
}

function fingerOf(text: string): number {
  if (text === '') throw new Failure('templateNotFound', 'templateNo does not exist: it is not said');
  const no = /^\d{1,9}$/.test(text) ? Number(text) : fingers;
  if (no >= fingers) throw new Failure('templateNoInvalid', `templateNo must be a number from 0 to ${fingers - 1}`);
  return no;
}
