import {
  applyDecorators,
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Patch as HttpPatch,
  Post,
  Put,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
  ValidationPipe,
  type PipeTransform,
  type Type,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiAcceptedResponse,
  ApiBody,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { ValidationError } from 'class-validator';
import { complaints } from './complaints.js';
import { invalidFields } from './invalid.js';
import { OperatorInterceptor } from './operator.interceptor.js';
import { RehearsalInterceptor } from './rehearsal.interceptor.js';
import { ReplicaInterceptor } from './replica.interceptor.js';
import { BodySizePipe } from './body-size.pipe.js';
import { refusals } from './problem.dto.js';
import { ProblemFilter } from './problem.filter.js';
import { StorablePipe } from './storable.pipe.js';
import { VersionInterceptor } from './version.interceptor.js';
import { WaitedInterceptor } from './waited.interceptor.js';
import { UnknownParametersGuard } from './unknown-parameters.guard.js';

/** The path of the admin API; the token hook guards everything below it. */
export const adminBase = 'admin/v1';

/** An unknown field is refused: the client meant something by it. */
const rulesOf = (what: string) => ({
  transform: true,
  whitelist: true,
  forbidNonWhitelisted: true,
  exceptionFactory: (errors: ValidationError[]) => invalidFields(complaints(what, errors)),
});
const bodyRules = rulesOf('field');
const validation = new ValidationPipe(rulesOf('parameter'));
const bodyValidation = new ValidationPipe(bodyRules);

const checked: PipeTransform = {
  transform: (value, metadata) => (metadata.type === 'body' ? bodyValidation : validation).transform(value, metadata),
};

/** Validates the body of a request against a class; for controllers that know their class only at run time. */
export const BodyAs = (of: Type<object>) => Body(new ValidationPipe({ ...bodyRules, expectedType: of }));

/** The same in the OpenAPI document. */
export const SaysBody = (of: Type<object>) => applyDecorators(ApiExtraModels(of), ApiBody({ type: of }));

const bodySize = new BodySizePipe();
const storable = new StorablePipe();

/** A resource of the admin API: its path, its tag, its validation, its errors. */
export const AdminResource = (path: string) =>
  applyDecorators(
    Controller(`${adminBase}/${path}`),
    ApiTags(path.replace(/\/.*/, '')),
    ApiBearerAuth('admin'),
    UseFilters(ProblemFilter),
    UseGuards(new UnknownParametersGuard()),
    UseInterceptors(
      WaitedInterceptor,
      OperatorInterceptor,
      VersionInterceptor,
      new RehearsalInterceptor(),
      ReplicaInterceptor,
    ),
    UsePipes(bodySize, storable, checked),
  );

interface Answer {
  readonly of?: Type<unknown>;
  readonly as?: 'page';
}

function schemaOf({ of, as }: Answer): { schema: object } | undefined {
  if (!of) return undefined;
  const one = { $ref: getSchemaPath(of) };
  if (as !== 'page') return { schema: one };
  const properties = {
    items: { type: 'array', items: one },
    nextCursor: { type: 'string', nullable: true },
    total: { type: 'integer', description: 'Of all pages, where count=true was asked for' },
  };
  return { schema: { type: 'object', properties, required: ['items', 'nextCursor'] } };
}

const models = ({ of }: Answer) => (of ? [ApiExtraModels(of)] : []);
const answered = (answer: Answer) => [ApiOkResponse(schemaOf(answer)), ...models(answer)];

/** A call that reads data. */
export const Read = (path: string, summary: string, answer: Answer = {}) =>
  applyDecorators(Get(path), ApiOperation({ summary }), refusals(path, 'reads'), ...answered(answer));

/** A call that makes something: it answers 201 and what was made. */
export const Create = (path: string, summary: string, answer: Answer = {}) =>
  applyDecorators(
    Post(path),
    HttpCode(201),
    ApiOperation({ summary }),
    refusals(path, 'writes'),
    ApiCreatedResponse(schemaOf(answer)),
    ...models(answer),
  );

/** A call that does something to a thing that exists: it answers 200 and the new state. */
export const Action = (path: string, summary: string, answer: Answer = {}) =>
  applyDecorators(Post(path), HttpCode(200), ApiOperation({ summary }), refusals(path, 'writes'), ...answered(answer));

/** A call whose work goes on behind its answer: 202. */
export const Deferred = (path: string, summary: string, answer: Answer = {}) =>
  applyDecorators(
    Post(path),
    HttpCode(202),
    ApiOperation({ summary }),
    refusals(path, 'writes'),
    ApiAcceptedResponse(schemaOf(answer)),
    ...models(answer),
  );

/** The same without an answer: 204. */
export const SilentAction = (path: string, summary: string) =>
  applyDecorators(
    Post(path),
    ApiOperation({ summary }),
    refusals(path, 'writes'),
    HttpCode(204),
    ApiNoContentResponse(),
  );

/** A call that changes only the fields that it names. */
export const Patch = (path: string, summary: string, answer: Answer = {}) =>
  applyDecorators(HttpPatch(path), ApiOperation({ summary }), refusals(path, 'writes'), ...answered(answer));

const withoutAnswer = [HttpCode(204), ApiNoContentResponse()];

/** A call that sets a state; repeating it changes nothing more. Without an answer it is 204. */
export const Replace = (path: string, summary: string, answer?: Answer) =>
  applyDecorators(
    Put(path),
    ApiOperation({ summary }),
    refusals(path, 'writes'),
    ...(answer ? answered(answer) : withoutAnswer),
  );

export const Remove = (path: string, summary: string) =>
  applyDecorators(Delete(path), ApiOperation({ summary }), refusals(path, 'writes'), ...withoutAnswer);
