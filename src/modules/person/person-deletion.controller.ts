import { BareList } from '../../facade/bare-list.js';
import { bulkAnswer, doEach } from '../../facade/bulk.js';
import type { Verbatim } from '../../facade/envelope.js';
import { Remove, Resource, Write } from '../../facade/endpoint.js';
import { NamesTemplate, type TemplateNamed } from '../../facade/names-template.js';
import { Params } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { TemplateRemovalService } from '../bioTemplate/template-removals.service.js';
import { Failure } from '../../platform/errors.js';
import { PersonDeleteParams, PersonsDeleteParams } from './person.dto.js';
import { PersonService } from './person.service.js';

/** A longer list is refused (-82). */
const mostPins = 500;

const fails = ['pinMissing', 'personNotFound', 'templateNotFound', 'templateNoInvalid', 'tooManyPins'] as const;

/**
 * The forms in which the manuals and their clients delete persons. The later manual prints the deletion of one
 * fingerprint under the same paths: a request that names a templateNo never deletes a person.
 */
@Resource('person')
export class PersonDeletionController {
  constructor(
    private readonly persons: PersonService,
    private readonly removals: TemplateRemovalService,
    private readonly audited: AuditedTransaction,
  ) {}

  @Remove('person/delete/:pin', 'Delete a person; with a templateNo that fingerprint alone', {
    section: '2.13.2',
    fails,
    also: ['POST person/delete/:pin', 'DELETE person/delete'],
  })
  remove(
    @Params() params: PersonDeleteParams,
    @NamesTemplate() named: TemplateNamed | null,
    @CurrentCaller() caller: Caller,
  ): Promise<Verbatim | undefined> {
    return this.removed(params, named, caller);
  }

  @Write('person/delete', 'Delete a person; with a templateNo that fingerprint alone', {
    section: 'v1.2:2.1.1.3',
    fails,
  })
  removePosted(
    @Params() params: PersonDeleteParams,
    @NamesTemplate() named: TemplateNamed | null,
    @CurrentCaller() caller: Caller,
  ): Promise<Verbatim | undefined> {
    return this.removed(params, named, caller);
  }

  @Write('v2/person/delete', 'Delete one fingerprint of a person; without a templateNo the person', {
    section: 'v1.2:2.1.4.7',
    fails,
    also: ['DELETE v2/person/delete', 'POST v2/person/delete/:pin', 'DELETE v2/person/delete/:pin'],
  })
  removeV2(
    @Params() params: PersonDeleteParams,
    @NamesTemplate() named: TemplateNamed | null,
    @CurrentCaller() caller: Caller,
  ): Promise<Verbatim | undefined> {
    return this.removed(params, named, caller);
  }

  @Write('person/delete/:pin/:templateNo', 'Delete one fingerprint of a person', {
    section: 'v1.2:2.1.4.4',
    fails: ['pinMissing', 'personNotFound', 'templateNotFound', 'templateNoInvalid'],
    also: ['DELETE person/delete/:pin/:templateNo'],
  })
  async removeTemplate(
    @Params() { pin = '' }: PersonDeleteParams,
    @NamesTemplate() named: TemplateNamed | null,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.removals.one(caller, named ?? { pin, templateNo: '' });
  }

  @Write('v2/person/deleteByPins', 'Delete several persons', {
    section: 'v1.2:2.1.1.15',
    fails: ['personNotFound', 'templateNotFound', 'pinsMissing', 'tooManyPins'],
    also: ['DELETE v2/person/deleteByPins'],
  })
  async removeByPins(
    @Params() { pins = [] }: PersonsDeleteParams,
    @BareList() bare: string[],
    @NamesTemplate() named: TemplateNamed | null,
    @CurrentCaller() caller: Caller,
  ): Promise<Verbatim | undefined> {
    if (named) throw new Failure('templateNotFound', 'templateNo has no meaning here, and nobody is deleted');
    const all = [...new Set([...pins, ...bare])];
    if (all.length === 0) throw new Failure('pinsMissing', 'pins is required');
    return this.removeAll(caller, all);
  }

  private async removed(
    { pin, pins = [] }: PersonDeleteParams,
    named: TemplateNamed | null,
    caller: Caller,
  ): Promise<Verbatim | undefined> {
    if (named) {
      await this.removals.one(caller, named);
      return undefined;
    }
    const all = [...new Set([...(pin ? [pin] : []), ...pins])];
    return this.removeAll(caller, all.length === 0 ? [''] : all);
  }

  /** Each pin is handled alone: a missing person does not stop the others. */
  private async removeAll(caller: Caller, pins: readonly string[]): Promise<Verbatim | undefined> {
    if (pins.length > mostPins) throw new Failure('tooManyPins', `pins must not be more than ${mostPins}`);
    const named = pins.map((pin) => ({ name: pin, value: pin }));
    const outcomes = await doEach(named, (some) =>
      this.audited.sets(
        caller,
        some,
        ({ value }) => value,
        (tx, items) =>
          this.persons.removeAll(
            tx,
            items.map(({ value }) => value),
          ),
      ),
    );
    return bulkAnswer(outcomes, 'counts');
  }
}
