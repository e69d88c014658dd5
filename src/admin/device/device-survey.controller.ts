import { Body, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { placeOfRow, surveyRows, type Survey } from '../../sync/survey/survey.js';
import { surveyHolds, surveyPersons } from '../../sync/survey/survey-people.js';
import { importOf } from '../../sync/survey/import-state.js';
import { ForeignRowService } from '../../sync/survey/foreign-row.service.js';
import { SurveyService } from '../../sync/survey/survey.service.js';
import { TakeOverService } from '../../sync/survey/take-over.service.js';
import { Action, AdminResource, Read } from '../common/admin.js';
import { refuseOfDepartments } from './bound-to-departments.js';
import { cursorText, ListQuery, pageOf, usualLimit } from '../common/page.js';
import { ClearBody, ClearView, TakeOverBody, TakeOverView, toTakeOverView } from './take-over.dto.js';
import {
  SurveyPersonView,
  SurveyRowQuery,
  SurveyRowView,
  SurveyView,
  SurveyWait,
  tableAsked,
  toSurveyPersonView,
  toSurveyRowView,
  toSurveyView,
} from './survey.dto.js';

/** What a panel holds, whoever filled it. */
@AdminResource('devices/:sn')
export class DeviceSurveyController {
  constructor(
    private readonly surveys: SurveyService,
    private readonly takeOvers: TakeOverService,
    private readonly foreign: ForeignRowService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Action('survey', 'Read everything that the device can tell; nothing is changed, here or there', { of: SurveyView })
  async start(
    @Param('sn') sn: string,
    @Body() body: SurveyWait,
    @Query() query: SurveyWait,
    @CurrentCaller() caller: Caller,
  ): Promise<SurveyView> {
    const { wait = query.wait ?? 0 } = body;
    await this.audited.run(caller, (tx) => this.surveys.start(tx, sn));
    return this.view(await this.surveys.wait(sn, wait));
  }

  @Read('survey', 'What the device was found to hold, and how far the reading is', { of: SurveyView })
  async get(@Param('sn') sn: string, @Query() { wait = 0 }: SurveyWait): Promise<SurveyView> {
    return this.view(await this.surveys.wait(sn, wait));
  }

  @Read('survey/rows', 'Rows that the device was found to hold, by table and key', { of: SurveyRowView, as: 'page' })
  async rows(@Param('sn') sn: string, @Query() query: SurveyRowQuery) {
    const tx = this.unitOfWork.manager;
    const { id } = await this.surveys.get(tx, sn);
    const { limit = usualLimit, cursor, standing } = query;
    const page = { limit: limit + 1, after: cursorText(cursor) };
    const rows = await surveyRows(tx, id, { table: tableAsked(query.table), standing }, page);
    return pageOf(rows, limit, placeOfRow, toSurveyRowView);
  }

  @Read('survey/persons', 'Users that the device was found to hold, by pin', { of: SurveyPersonView, as: 'page' })
  async persons(@Param('sn') sn: string, @Query() { limit = usualLimit, cursor }: ListQuery) {
    const tx = this.unitOfWork.manager;
    const { id } = await this.surveys.get(tx, sn);
    const rows = await surveyPersons(tx, id, { limit: limit + 1, after: cursorText(cursor) });
    return pageOf(rows, limit, ({ pin }) => pin, toSurveyPersonView);
  }

  @Action(
    'survey/import',
    'Take over people, cards, time zones and levels that the survey found; a trial unless dryRun is false',
    {
      of: TakeOverView,
    },
  )
  async import(
    @Param('sn') sn: string,
    @Body() { dryRun = true }: TakeOverBody,
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<TakeOverView> {
    refuseOfDepartments(request);
    return toTakeOverView(await this.takeOvers.run(sn, dryRun, (task) => this.audited.run(caller, task)));
  }

  @Read('survey/import', 'What was taken over last', { of: TakeOverView })
  async imported(@Param('sn') sn: string): Promise<TakeOverView> {
    return toTakeOverView(await this.takeOvers.last(this.unitOfWork.manager, sn));
  }

  @Action('survey/clear', 'Take rows from the device that nothing here wants; a trial unless dryRun is false', {
    of: ClearView,
  })
  async clear(
    @Param('sn') sn: string,
    @Body() { dryRun = true, tables }: ClearBody,
    @CurrentCaller() caller: Caller,
  ): Promise<ClearView> {
    const named = tables?.map((table) => tableAsked(table, 'tables') ?? table);
    return {
      dryRun,
      tables: await this.audited.run(caller, (tx) => this.foreign.clear(tx, sn, { tables: named }, dryRun)),
    };
  }

  private async view(one: Survey): Promise<SurveyView> {
    const tx = this.unitOfWork.manager;
    return toSurveyView(one, await surveyHolds(tx, one), await importOf(tx, one.sn));
  }
}
