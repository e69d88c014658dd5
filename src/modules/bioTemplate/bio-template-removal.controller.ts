import { Remove, Resource, Write } from '../../facade/endpoint.js';
import { NamesTemplate, type TemplateNamed } from '../../facade/names-template.js';
import { Params } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { FingerQuery, FingersQuery } from './bio-template.dto.js';
import { TemplateRemovalService } from './template-removals.service.js';

const fails = ['personNotFound', 'templateNotFound', 'templateNoInvalid'] as const;

/** The many forms in which the manuals and their clients delete fingerprints. None of them touches a person. */
@Resource('bioTemplate')
export class BioTemplateRemovalController {
  constructor(private readonly removals: TemplateRemovalService) {}

  @Remove('bioTemplate/getFgListByPin/:pin', 'Delete one fingerprint of a person', {
    section: '2.25.2',
    fails,
    also: [
      'DELETE bioTemplate/getFgListByPin',
      'DELETE bioTemplate/deleteByPinAndTemplateNo/:pin',
      'DELETE bioTemplate/deleteByPinAndTemplateNo',
      'POST bioTemplate/deleteByPinAndTemplateNo/:pin',
      'POST bioTemplate/deleteByPinAndTemplateNo',
    ],
  })
  removeOne(
    @Params() { pin }: FingerQuery,
    @NamesTemplate() named: TemplateNamed | null,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    return this.removals.one(caller, named ?? { pin, templateNo: '' });
  }

  @Remove('bioTemplate/deleteById/:any', 'Delete all fingerprints of a person', {
    section: '2.25.3',
    fails,
    also: ['POST bioTemplate/deleteById/:any', 'DELETE bioTemplate/deleteById', 'POST bioTemplate/deleteById'],
  })
  removeById(
    @Params() { pin }: FingersQuery,
    @NamesTemplate() named: TemplateNamed | null,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    return this.removals.oneOrAll(caller, pin, named);
  }

  @Write('bioTemplate/delete/:pin', 'Delete all fingerprints of a person; with a templateNo that one', {
    section: 'v1.2:2.1.4.3',
    fails,
    also: ['DELETE bioTemplate/delete/:pin', 'POST bioTemplate/delete', 'DELETE bioTemplate/delete'],
  })
  remove(
    @Params() { pin }: FingerQuery,
    @NamesTemplate() named: TemplateNamed | null,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    return this.removals.oneOrAll(caller, pin, named);
  }

  @Write('v2/bioTemplate/deleteByPin', 'Delete all fingerprints of a person; with a templateNo that one', {
    section: 'v1.2:2.1.4.6',
    fails,
    also: [
      'DELETE v2/bioTemplate/deleteByPin',
      'POST v2/bioTemplate/deleteByPin/:pin',
      'DELETE v2/bioTemplate/deleteByPin/:pin',
      'POST bioTemplate/deleteByPin/:pin',
      'DELETE bioTemplate/deleteByPin/:pin',
      'POST bioTemplate/deleteByPin',
      'DELETE bioTemplate/deleteByPin',
    ],
  })
  removeByPin(
    @Params() { pin }: FingerQuery,
    @NamesTemplate() named: TemplateNamed | null,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    return this.removals.oneOrAll(caller, pin, named);
  }

  @Write('bioTemplate/delete/:pin/:templateNo', 'Delete one fingerprint of a person', {
    section: 'v1.2:2.1.4.4',
    fails,
    also: [
      'DELETE bioTemplate/delete/:pin/:templateNo',
      'POST v2/bioTemplate/delete',
      'DELETE v2/bioTemplate/delete',
      'POST v2/bioTemplate/delete/:pin/:templateNo',
      'DELETE v2/bioTemplate/delete/:pin/:templateNo',
    ],
  })
  removeNamed(
    @Params() { pin }: FingerQuery,
    @NamesTemplate() named: TemplateNamed | null,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    return this.removals.one(caller, named ?? { pin, templateNo: '' });
  }
}
