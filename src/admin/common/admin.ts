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
  UsePipes,
  ValidationPipe,
  type PipeTransform,
  type Type,
} from '@nestjs/common';
import {
  ApiBearerAuth,
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
import { invalidFields } from './invalid.js';
import { ListLengthPipe } from './list-length.pipe.js';
import { refusals } from './problem.dto.js';
import { ProblemFilter } from './problem.filter.js';
import { StorablePipe } from './storable.pipe.js';
import { UnknownParametersGuard } from './unknown-parameters.guard.js';

/** Where the admin API stands; the token hook guards everything below it. */
export const adminBase = 'admin/v1';

/** Every complaint with the way to its field: `periods.mon`. */
function complaints(
  what: string,
  errors: readonly ValidationError[],
  above = '',
): { field: string; message: string }[] {
  return errors.flatMap(({ property, constraints, children }) => [
    ...Object.entries(constraints ?? {}).map(([rule, message]) => ({
      field: above + property,
      message: rule === 'whitelistValidation' ? `${property} is no ${what} of this call` : message,
    })),
    ...complaints(what, children ?? [], `${above}${property}.`),
  ]);
}

/** What nobody knows is refused: it was meant to say something. */
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

/** The body of a request, checked as its class says; for controllers that learn their class at run time. */
export const BodyAs = (of: Type<object>) => Body(new ValidationPipe({ ...bodyRules, expectedType: of }));

/** The same in the OpenAPI document. */
export const SaysBody = (of: Type<object>) => applyDecorators(ApiExtraModels(of), ApiBody({ type: of }));

const listLength = new ListLengthPipe();
const storable = new StorablePipe();

/** A resource of the admin API: its path, its tag, its validation, its errors. */
export const AdminResource = (path: string) =>
  applyDecorators(
    Controller(`${adminBase}/${path}`),
    ApiTags(path.replace(/\/.*/, '')),
    ApiBearerAuth('admin'),
    UseFilters(ProblemFilter),
    UseGuards(new UnknownParametersGuard()),
    UsePipes(listLength, storable, checked),
  );

interface Answer {
  readonly of?: Type<unknown>;
  readonly as?: 'page';
}

function schemaOf({ of, as }: Answer): { schema: object } | undefined {
  if (!of) return undefined;
  const one = { $ref: getSchemaPath(of) };
  if (as !== 'page') return { schema: one };
  const properties = { items: { type: 'array', items: one }, nextCursor: { type: 'string', nullable: true } };
  return { schema: { type: 'object', properties, required: ['items', 'nextCursor'] } };
}

const models = ({ of }: Answer) => (of ? [ApiExtraModels(of)] : []);
const answered = (answer: Answer) => [ApiOkResponse(schemaOf(answer)), ...models(answer)];

/** A call that reads. */
export const Read = (path: string, summary: string, answer: Answer = {}) =>
  applyDecorators(Get(path), ApiOperation({ summary }), refusals(path, 'reads'), ...answered(answer));

/** A call that makes something: 201 and what was made. */
export const Create = (path: string, summary: string, answer: Answer = {}) =>
  applyDecorators(
    Post(path),
    HttpCode(201),
    ApiOperation({ summary }),
    refusals(path, 'writes'),
    ApiCreatedResponse(schemaOf(answer)),
    ...models(answer),
  );

/** A call that does something to what is there: 200 and how it stands now. */
export const Action = (path: string, summary: string, answer: Answer = {}) =>
  applyDecorators(Post(path), HttpCode(200), ApiOperation({ summary }), refusals(path, 'writes'), ...answered(answer));

/** A call that changes the fields it names and no others. */
export const Patch = (path: string, summary: string, answer: Answer = {}) =>
  applyDecorators(HttpPatch(path), ApiOperation({ summary }), refusals(path, 'writes'), ...answered(answer));

const withoutAnswer = [HttpCode(204), ApiNoContentResponse()];

/** A call that says how something shall be; again and again is the same as once. Without an answer it is 204. */
export const Replace = (path: string, summary: string, answer?: Answer) =>
  applyDecorators(
    Put(path),
    ApiOperation({ summary }),
    refusals(path, 'writes'),
    ...(answer ? answered(answer) : withoutAnswer),
  );

export const Remove = (path: string, summary: string) =>
  applyDecorators(Delete(path), ApiOperation({ summary }), refusals(path, 'writes'), ...withoutAnswer);
