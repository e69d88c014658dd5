import { call } from '../api/call.js';
import type { DeviceView } from '../api/types.js';
import { useT } from '../i18n/t.js';
import { Button } from './button.js';
import { useAct } from './use-act.js';
import './approve.css';

const choices = ['keep', 'import', 'clear'] as const;

/** A device that calls for the first time may hold people already: what becomes of them is asked before. */
export function Approve({ device: { sn, name } }: { readonly device: DeviceView }) {
  const t = useT();
  const { act, isPending } = useAct();
  const approve = (existing: (typeof choices)[number]) =>
    act(() => call('POST /devices/{sn}/approve', { path: { sn }, body: { existing } }), t('device.approved', { name }));
  return (
    <section className="approve-block">
      <h2>{t('device.approveTitle')}</h2>
      <p>{t('device.approveAsk')}</p>
      <ul className="approve-choices">
        {choices.map((choice) => (
          <li key={choice}>
            <Button
              kind={choice === 'clear' ? 'danger' : 'plain'}
              isDisabled={isPending}
              onPress={() => approve(choice)}
            >
              {t(`device.approve-${choice}`)}
            </Button>
            <span>{t(`device.approveWhat-${choice}`)}</span>
          </li>
        ))}
        <li>
          <Button
            kind="quiet"
            isDisabled={isPending}
            onPress={() =>
              act(() => call('POST /devices/{sn}/reject', { path: { sn } }), t('device.rejected', { name }))
            }
          >
            {t('device.reject')}
          </Button>
          <span>{t('device.rejectWhat')}</span>
        </li>
      </ul>
    </section>
  );
}
