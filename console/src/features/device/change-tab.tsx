import { useState } from 'react';
import { call } from '../../api/call.js';
import type { DeviceView } from '../../api/types.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { Checkbox, TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { useGo } from '../../ui/page-hooks.js';
import { toast } from '../../ui/toast.js';
import { useAct } from '../../ui/use-act.js';

interface Props {
  readonly device: DeviceView;
}

interface Asked {
  readonly act: string;
  readonly answer: (isMeant: boolean) => void;
}

/** A form that takes a device out of its place asks before it does: the fault of a field still comes to the field. */
function useSecondPress() {
  const [asked, setAsked] = useState<Asked | null>(null);
  const isMeant = (act: string) => new Promise<boolean>((answer) => setAsked({ act, answer }));
  // A dialog closes first and acts then: the first answer is the one that counts.
  const close = () => {
    queueMicrotask(() => asked?.answer(false));
    setAsked(null);
  };
  return { asked, isMeant, close, mean: () => asked?.answer(true) };
}

function Replace({ device: { sn, name } }: Props) {
  const t = useT();
  const go = useGo();
  const { asked, isMeant, close, mean } = useSecondPress();
  const replace = async (values: FormData) => {
    const newSn = textIn(values, 'newSn');
    if (!(await isMeant(t('device.replaceAct', { name, sn: newSn })))) return;
    await call('POST /devices/{sn}/replace', { path: { sn }, body: { newSn } });
    toast('good', t('device.replaced', { sn: newSn }));
    go(`/devices/${encodeURIComponent(newSn)}`);
  };
  return (
    <section className="device-block">
      <h2>{t('device.replace')}</h2>
      <p>{t('device.replaceWhat')}</p>
      <Form onSubmit={replace} submit={t('device.replace')} kind="danger">
        <TextField name="newSn" label={t('device.newSn')} isRequired />
      </Form>
      <Confirm
        title={t('device.replace')}
        text={t('device.replaceWhat')}
        act={asked?.act ?? ''}
        isOpen={asked !== null}
        onClose={close}
        onAct={mean}
      />
    </section>
  );
}

function Move({ device: { sn, name } }: Props) {
  const t = useT();
  const { asked, isMeant, close, mean } = useSecondPress();
  const move = async (values: FormData) => {
    const body = { host: textIn(values, 'host'), port: Number(textIn(values, 'port')), https: values.has('https') };
    if (!(await isMeant(t('device.moveAct', { name, host: body.host })))) return;
    await call('POST /devices/{sn}/move', { path: { sn }, body });
    toast('good', t('device.moveBegun'));
  };
  return (
    <section className="device-block">
      <h2>{t('device.move')}</h2>
      <p>{t('device.moveWhat')}</p>
      <Form onSubmit={move} submit={t('device.move')} kind="danger">
        <TextField name="host" label={t('device.host')} isRequired />
        <TextField name="port" type="number" label={t('device.port')} defaultValue="8088" isRequired />
        <Checkbox name="https">HTTPS</Checkbox>
      </Form>
      <Confirm
        title={t('device.move')}
        text={t('device.moveWhat')}
        act={asked?.act ?? ''}
        isOpen={asked !== null}
        onClose={close}
        onAct={mean}
      />
    </section>
  );
}

function Serve({ device: { sn, name, status } }: Props) {
  const t = useT();
  const go = useGo();
  const [asked, setAsked] = useState<'disable' | 'delete' | null>(null);
  const { act, isPending } = useAct();
  const path = { sn };
  const disable = () => act(() => call('POST /devices/{sn}/disable', { path }), t('device.disabled', { name }));
  const enable = () => act(() => call('POST /devices/{sn}/enable', { path }), t('device.enabled', { name }));
  const remove = () =>
    act(
      async () => {
        await call('DELETE /devices/{sn}', { path });
        go('/devices');
      },
      t('device.deleted', { name }),
    );
  return (
    <section className="device-block">
      <h2>{t('device.stop')}</h2>
      <p>{t('device.stopWhat')}</p>
      <div className="row">
        {status === 'disabled' ? (
          <Button isDisabled={isPending} onPress={enable}>
            {t('device.enable')}
          </Button>
        ) : (
          <Button
            kind="danger"
            reason={status === 'approved' ? null : t('device.notApproved')}
            isDisabled={isPending}
            onPress={() => setAsked('disable')}
          >
            {t('device.disable')}
          </Button>
        )}
        <Button kind="danger" isDisabled={isPending} onPress={() => setAsked('delete')}>
          {t('device.delete')}
        </Button>
      </div>
      <Confirm
        title={t(asked === 'delete' ? 'device.delete' : 'device.disable')}
        text={t(asked === 'delete' ? 'device.deleteWhat' : 'device.disableWhat', { name })}
        act={t(asked === 'delete' ? 'device.deleteAct' : 'device.disableAct', { name })}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        onAct={asked === 'delete' ? remove : disable}
      />
    </section>
  );
}

/** What takes a device out of its place, each with what it means. */
export const ChangeTab = ({ device }: Props) => (
  <div className="stack">
    <Serve device={device} />
    <Replace device={device} />
    <Move device={device} />
  </div>
);
