import { Param, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { streamed } from '../../platform/http/body-parser.js';
import { Action, adminBase, AdminResource, Read } from '../common/admin.js';
import { csvOf } from './csv-body.js';
import { ImportRunService } from './import-run.service.js';
import { ImportQuery, ImportRunView, ImportView, toImportRunView } from './person-import.dto.js';
import { PersonImportService } from './person-import.service.js';

const said = new Set(['true', '1']);

/** Persons by the hundred, from a spreadsheet. */
@AdminResource('persons')
export class PersonImportController {
  constructor(private readonly imports: PersonImportService) {}

  @Action(
    'import',
    'Add or edit persons from CSV with headings: as the body, or as a form with one file. More than 2,000 lines are ' +
      'answered at once with 202, and GET /imports/{id} tells how far they are',
    { of: ImportView },
  )
  @ApiExtraModels(ImportRunView)
  @ApiAcceptedResponse({ description: 'It goes on', schema: { $ref: getSchemaPath(ImportRunView) } })
  @RouteConfig(streamed)
  @ApiConsumes('text/csv', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', example: 'pin,name,lastName,deptCode,cardNo\n2001,Grace,Hopper,1,22223333\n' } })
  async import(
    @Query() { dryRun = '' }: ImportQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentCaller() caller: Caller,
  ): Promise<ImportView | ImportRunView> {
    const csv = await csvOf(request);
    const made = await this.imports.import(caller, csv, said.has(dryRun.toLowerCase()));
    if (!('result' in made)) return made;
    void reply.status(202).header('location', `/${adminBase}/imports/${made.id}`);
    return toImportRunView(made);
  }
}

/** Large imports, which go on behind their answer. */
@AdminResource('imports')
export class ImportRunController {
  constructor(
    private readonly runs: ImportRunService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read(':id', 'How far a large import is, and what came of it; of an operator its own alone. Kept for a week', {
    of: ImportRunView,
  })
  async get(
    @Param('id') id: string,
    @CurrentCaller() { actor }: Caller,
    @Req() { signedIn }: FastifyRequest,
  ): Promise<ImportRunView> {
    return toImportRunView(await this.runs.get(this.unitOfWork.manager, id, signedIn ? actor : null));
  }
}
