import { call } from '../../api/call.js';
import { useDepartments } from '../../api/choices.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Edited, type Edit } from '../../ui/edited.js';
import { Checkbox, ComboBox, Select, TextField, type Option } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { Photo } from './photo.js';
import { useRefreshed, type Change, type Person } from './queries.js';

const orNull = (text: string) => (text === '' ? null : text);

/** The gateway writes a moment of the device's clock as `2026-11-23 08:00:00`, the browser with a T. */
const toBrowser = (moment: string | null) => (moment ?? '').slice(0, 16).replace(' ', 'T');
const fromBrowser = (text: string) => (text === '' ? null : `${text.slice(0, 16).replace('T', ' ')}:00`);

const fields = [
  'name',
  'lastName',
  'deptCode',
  'gender',
  'birthday',
  'email',
  'mobilePhone',
  'hireDate',
  'carPlate',
  'accStartTime',
  'accEndTime',
  'privilege',
  'isDisabled',
  'extendedPass',
] as const satisfies readonly (keyof Person)[];
const genders = ['-', 'M', 'F'] as const;
const roles = ['0', '2', '6', '14'] as const;

function changeIn(values: FormData): Change {
  const gender = textIn(values, 'gender');
  return {
    name: textIn(values, 'name'),
    lastName: textIn(values, 'lastName'),
    deptCode: textIn(values, 'deptCode'),
    gender: gender === '-' ? '' : gender,
    birthday: orNull(textIn(values, 'birthday')),
    email: textIn(values, 'email'),
    mobilePhone: textIn(values, 'mobilePhone'),
    hireDate: orNull(textIn(values, 'hireDate')),
    carPlate: orNull(textIn(values, 'carPlate')),
    accStartTime: fromBrowser(textIn(values, 'accStartTime')),
    accEndTime: fromBrowser(textIn(values, 'accEndTime')),
    privilege: Number(textIn(values, 'privilege')) as NonNullable<Change['privilege']>,
    isDisabled: values.has('isDisabled'),
    extendedPass: values.has('extendedPass'),
  };
}

function Fields({ person }: { readonly person: Person }) {
  const t = useT();
  const departments = useDepartments();
  const known = departments.map(({ code, name }) => ({ id: code, name }));
  const hasOwn = known.some(({ id }) => id === person.deptCode);
  const role = roles.find((one) => one === String(person.privilege));
  return (
    <>
      <TextField name="name" label={t('person.firstName')} defaultValue={person.name} />
      <TextField name="lastName" label={t('person.lastName')} defaultValue={person.lastName} />
      <ComboBox
        key={String(hasOwn)}
        name="deptCode"
        label={t('person.department')}
        options={hasOwn ? known : [...known, { id: person.deptCode, name: person.deptName }]}
        defaultValue={person.deptCode}
      />
      <Select
        name="gender"
        label={t('person.gender')}
        options={genders.map((id) => ({ id, name: t(`person.gender-${id}`) }))}
        defaultValue={person.gender === '' ? '-' : person.gender}
      />
      <TextField name="mobilePhone" type="tel" label={t('person.phone')} defaultValue={person.mobilePhone} />
      <TextField name="email" type="email" label={t('person.email')} defaultValue={person.email} />
      <TextField name="birthday" type="date" label={t('person.birthday')} defaultValue={person.birthday ?? ''} />
      <TextField name="hireDate" type="date" label={t('person.hireDate')} defaultValue={person.hireDate ?? ''} />
      <TextField
        name="accStartTime"
        type="datetime-local"
        label={t('person.validFrom')}
        defaultValue={toBrowser(person.accStartTime)}
      />
      <TextField
        name="accEndTime"
        type="datetime-local"
        label={t('person.validUntil')}
        defaultValue={toBrowser(person.accEndTime)}
      />
      <TextField name="carPlate" label={t('person.carPlate')} defaultValue={person.carPlate ?? ''} />
      <Select
        name="privilege"
        label={t('person.role')}
        options={[
          ...roles.map((id): Option => ({ id, name: t(`person.role-${id}`) })),
          ...(role === undefined ? [{ id: String(person.privilege), name: String(person.privilege) }] : []),
        ]}
        defaultValue={String(person.privilege)}
      />
      <Checkbox name="isDisabled" defaultSelected={person.isDisabled}>
        {t('person.isDisabled')}
      </Checkbox>
      <Checkbox name="extendedPass" defaultSelected={person.extendedPass}>
        {t('person.extendedPass')}
      </Checkbox>
    </>
  );
}

/** What a person is told by, and when they may enter at all. */
export function Profile({ person }: { readonly person: Person }) {
  const t = useT();
  const may = useMay();
  const refreshed = useRefreshed();
  const { pin } = person;
  const save = async (values: FormData, { ifMatch, saved }: Edit) => {
    saved(await call('PATCH /persons/{pin}', { path: { pin }, body: changeIn(values), ifMatch }));
    toast('good', t('person.saved'));
    await refreshed();
  };
  if (!may('person')) return <Facts person={person} />;
  return (
    <div className="stack">
      <Photo person={person} />
      <Edited record={person} fields={fields} topic="persons">
        {(edit) => (
          <Form onSubmit={(values) => save(values, edit)} submit={t('ui.save')}>
            <div className="person-fields">
              <Fields person={person} />
            </div>
          </Form>
        )}
      </Edited>
    </div>
  );
}

/** For who may only look; a field that they may not see is not there. */
function Facts({ person }: { readonly person: Partial<Person> }) {
  const t = useT();
  const facts = [
    [t('person.department'), person.deptName],
    [t('person.phone'), person.mobilePhone],
    [t('person.email'), person.email],
    [t('person.birthday'), person.birthday],
    [t('person.validFrom'), person.accStartTime],
    [t('person.validUntil'), person.accEndTime],
  ] as const;
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value)
        .map(([label, value]) => (
          <div key={label} className="fact">
            <dt>{label}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
    </dl>
  );
}
