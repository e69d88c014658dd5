import { useQuery } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import type { DeviceBody, DeviceView } from '../../api/types.js';
import { wholeList } from '../../api/whole-list.js';
import { useT } from '../../i18n/t.js';
import { Edited, type Edit } from '../../ui/edited.js';
import { Select, TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';

const choices = {
  learns: ['fill', 'replace', 'nothing'],
  reconcile: ['gap', 'nightly', 'off'],
  addressMode: ['pin', 'warn', 'off'],
  tokenMode: ['off', 'observe', 'enforce'],
} as const;
const chosen = ['learns', 'reconcile', 'addressMode', 'tokenMode'] as const;

/** Only what is different now. */
function changesOf(device: DeviceView, values: FormData): DeviceBody {
  const next = {
    name: textIn(values, 'name'),
    areaCode: textIn(values, 'areaCode'),
    timeZone: textIn(values, 'timeZone') || null,
    ...Object.fromEntries(chosen.map((field) => [field, textIn(values, field)])),
  };
  const now: Readonly<Record<string, unknown>> = { ...device };
  return Object.fromEntries(Object.entries(next).filter(([field, value]) => value !== '' && value !== now[field]));
}

export function SettingsTab({ device }: { readonly device: DeviceView }) {
  const t = useT();
  const may = useMay();
  const client = useQueryClient();
  const { sn } = device;
  const areas = useQuery({
    queryKey: ['areas', 'names'],
    queryFn: ({ signal }) => wholeList('GET /areas', {}, signal),
    enabled: may('area.read'),
  });
  const save = async (values: FormData, { ifMatch, saved }: Edit) => {
    const body = changesOf(device, values);
    if (Object.keys(body).length > 0) saved(await call('PATCH /devices/{sn}', { path: { sn }, body, ifMatch }));
    toast('good', t('device.saved'));
    await client.invalidateQueries({ queryKey: ['devices'] });
  };
  const areaOptions = areas.data?.items.map(({ code, name }) => ({ id: code, name })) ?? [
    { id: device.areaCode, name: device.areaCode },
  ];
  return (
    <div className="device-form">
      <Edited record={device} fields={['name', 'areaCode', 'timeZone', ...chosen]} topic="devices">
        {(edit) => (
          <Form onSubmit={(values) => save(values, edit)} submit={t('ui.save')}>
            <TextField name="name" label={t('device.name')} defaultValue={device.name} isRequired />
            <Select name="areaCode" label={t('device.area')} options={areaOptions} defaultValue={device.areaCode} />
            <TextField
              name="timeZone"
              label={t('device.timeZone')}
              hint={t('device.timeZoneHint')}
              defaultValue={device.timeZone ?? ''}
            />
            {chosen.map((field) => (
              <Select
                key={field}
                name={field}
                label={t(`device.${field}`)}
                options={choices[field].map((id) => ({ id, name: t.loose(`device.${field}-${id}`, id) }))}
                defaultValue={device[field]}
              />
            ))}
          </Form>
        )}
      </Edited>
    </div>
  );
}
