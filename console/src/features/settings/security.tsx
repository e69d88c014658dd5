import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { Checkbox, Select, TextField } from '../../ui/fields.js';
import { textIn } from '../../ui/form.js';
import { tellError } from '../../ui/told.js';
import { toast } from '../../ui/toast.js';
import { Group } from './group.js';
import type { Settings } from './queries.js';

const providers: readonly Settings['qrProvider'][] = ['credential', 'vendor-2'];

function Rotation() {
  const t = useT();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const rotate = useMutation({
    mutationFn: () => call('POST /settings/qr-key/rotate'),
    onSuccess: (settings) => {
      client.setQueryData(['settings'], settings);
      toast('good', t('settings.rotated'));
    },
    onError: tellError(t),
  });
  return (
    <div className="row">
      <Button isPending={rotate.isPending} onPress={() => setOpen(true)}>
        {t('settings.rotate')}
      </Button>
      <Confirm
        title={t('settings.rotate')}
        text={t('settings.rotateText')}
        act={t('settings.rotate')}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onAct={() => rotate.mutate()}
      />
    </div>
  );
}

/** What QR codes carry, and how long each is good for. */
export function SecuritySettings({ settings }: { readonly settings: Settings }) {
  const t = useT();
  const { vendorQrCode, qrProvider, qrSeconds, qrTemplate } = settings;
  const [provider, setProvider] = useState(qrProvider);
  const isVendor = provider === 'vendor-2';
  const read = (values: FormData) => ({
    vendorQrCode: values.has('vendorQrCode'),
    qrProvider: provider,
    qrSeconds: Number(textIn(values, 'qrSeconds')),
    ...(isVendor ? { qrTemplate: textIn(values, 'qrTemplate') } : {}),
  });
  return (
    <>
      <Group title={t('settings.security')} read={read}>
        <Select
          label={t('settings.qr')}
          hint={t('settings.qrHint')}
          options={providers.map((id) => ({ id, name: t(`settings.qr-${id}`) }))}
          value={provider}
          onChange={setProvider}
        />
        <TextField
          name="qrSeconds"
          type="number"
          label={t('settings.qrSeconds')}
          hint={t('settings.qrSecondsHint')}
          defaultValue={String(qrSeconds)}
          isRequired
        />
        {isVendor && (
          <TextField
            name="qrTemplate"
            label={t('settings.qrTemplate')}
            hint={t('settings.qrTemplateHint')}
            defaultValue={qrTemplate}
            isRequired
          />
        )}
        <Checkbox name="vendorQrCode" defaultSelected={vendorQrCode}>
          {t('settings.vendorQr')}
        </Checkbox>
      </Group>
      {vendorQrCode && <Rotation />}
    </>
  );
}
