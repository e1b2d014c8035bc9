import {
  ActionRowBuilder,
  ApplicationIntegrationType,
  ButtonBuilder,
  ButtonStyle,
  Client,
  ContainerBuilder,
  Events,
  GatewayIntentBits,
  InteractionContextType,
  LabelBuilder,
  MediaGalleryBuilder,
  MessageFlags,
  ModalBuilder,
  PermissionFlagsBits,
  REST,
  Routes,
  SlashCommandBuilder,
  TextInputBuilder,
  TextInputStyle,
  type ApplicationCommandData,
  type Interaction,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PersonHandle } from './people.ts';
import type { ServerHandle } from './servers.ts';
import { createStage, makePng, TOKEN, type Stage } from './testing.ts';

let stage: Stage;
let client: Client<true>;
let ana: PersonHandle;
let bo: PersonHandle;
let shop: ServerHandle;

/** What the bot of a test does with an interaction; errors are what it would log. */
let onInteraction: (interaction: Interaction) => Promise<unknown>;
let problems: unknown[];

async function login(intents: number[] = []): Promise<Client<true>> {
  const bot = new Client({ intents, rest: { api: stage.sim.url } });
  bot.on(Events.Error, (error) => problems.push(error));
  bot.on(Events.InteractionCreate, (interaction) => {
    onInteraction(interaction).catch((error: unknown) => problems.push(error));
  });
  const ready = new Promise((resolve) => bot.once(Events.ClientReady, resolve));
  await bot.login(TOKEN);
  await ready;
  if (!bot.isReady()) throw new Error('the client is ready and says that it is not');
  return bot;
}

const payCommand = new SlashCommandBuilder()
  .setName('pay')
  .setDescription('Pay the shop')
  .setNameLocalizations({ 'zh-TW': '付款' })
  .setContexts(InteractionContextType.Guild, InteractionContextType.BotDM)
  .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
  .setDefaultMemberPermissions(PermissionFlagsBits.SendMessages)
  .setNSFW(false)
  .addStringOption((option) => option.setName('amount').setDescription('How much').setRequired(true))
  .addStringOption((option) => option.setName('item').setDescription('What for').setAutocomplete(true));

const row = (...labels: string[]) =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    labels.map((label) =>
      new ButtonBuilder().setCustomId(`b:${label}`).setLabel(label).setStyle(ButtonStyle.Primary),
    ),
  );

beforeEach(async () => {
  stage = await createStage();
  problems = [];
  onInteraction = () => Promise.resolve();
  ana = stage.sim.people.create({ name: 'Ana', locale: 'zh-TW' });
  bo = stage.sim.people.create({ name: 'Bo' });
  shop = stage.sim.servers.create({ name: 'Shop', members: [ana, bo] });
  client = await login();
  await client.application.commands.set([payCommand]);
});
afterEach(async () => {
  await client.destroy();
  await stage.sim.stop();
});

describe('a real discord.js client', () => {
  it('is ready soon, also when it asks for guilds', async () => {
    const took: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      await client.destroy();
      const before = performance.now();
      client = await login([GatewayIntentBits.Guilds]);
      took.push(performance.now() - before);
    }
    // The best of three, since other tests share the machine.
    expect(Math.min(...took)).toBeLessThan(200);
    expect(client.guilds.cache.get(shop.id)?.name).toBe('Shop');
    expect(client.channels.cache.get(shop.channel().id)).toMatchObject({ name: 'general' });
    expect(client.application.id).toBe(stage.sim.applicationId);
  });

  it('finds its commands as it registered them', async () => {
    const fetched = await client.application.commands.fetch({ withLocalizations: true });
    expect(fetched.first()?.equals(payCommand.toJSON() as ApplicationCommandData, true)).toBe(true);
    expect(ana.menu(shop.channel())).toEqual([{ name: '付款', description: 'Pay the shop' }]);
  });

  it('is told when its token or its intents are wrong', async () => {
    const bad = new Client({ intents: [], rest: { api: stage.sim.url } });
    await expect(bad.login('wrong')).rejects.toThrow(/invalid token/i);
    const greedy = new Client({
      intents: [GatewayIntentBits.MessageContent],
      rest: { api: stage.sim.url },
    });
    await expect(greedy.login(TOKEN)).rejects.toThrow(/disallowed intents/i);
    stage.sim.gateway.identifiesLeft = 0;
    const late = new Client({ intents: [], rest: { api: stage.sim.url } });
    await expect(late.login(TOKEN)).rejects.toThrow(/not enough sessions remaining/i);
    await Promise.all([bad.destroy(), greedy.destroy(), late.destroy()]);
  });

  it('defers in private, then shows a picture and buttons that only their person sees', async () => {
    const png = makePng(64);
    onInteraction = async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply({
        content: `Send ${interaction.options.getString('amount', true)} <t:1700000000:R>`,
        files: [{ attachment: png, name: 'qr.png', description: 'The address as a QR code' }],
        components: [row('Check', 'Cancel')],
        allowedMentions: { parse: [] },
      });
    };
    const pay = ana.uses(shop.channel(), '/付款', { amount: '10' });
    expect(await pay.acknowledged()).toMatchObject({ type: 5, ephemeral: true });
    const card = await pay.answered();
    expect(card).toMatchObject({
      words: 'Send 10 <t:1700000000:R>',
      buttons: ['Check', 'Cancel'],
      isEphemeral: true,
      files: [{ name: 'qr.png', type: 'image/png', description: 'The address as a QR code' }],
      pings: [],
    });
    expect(Buffer.from(card.files[0]?.bytes ?? []).equals(png)).toBe(true);
    expect(ana.sees(shop.channel())).toEqual([card]);
    expect(bo.sees(shop.channel())).toEqual([]);
    expect(stage.sim.faults).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('edits a card by pressing, follows up, and takes an answer away', async () => {
    onInteraction = async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: 'card', components: [row('Check')] });
      if (!interaction.isButton()) return;
      await interaction.deferUpdate();
      await interaction.editReply({ content: 'paid', components: [] });
      await interaction.followUp({ content: 'thank you', flags: MessageFlags.Ephemeral });
    };
    const card = await ana.uses(shop.channel(), '/pay', { amount: '1' }).answered();
    const press = bo.presses(card, 'Check');
    const thanks = await stage.sim.waitFor(bo, shop.channel(), 'thank you');
    expect(card).toMatchObject({ words: 'paid', buttons: [], isEphemeral: false });
    expect(card.history.map((look) => [look.words, look.buttons])).toEqual([['card', ['Check']]]);
    expect(press.messages).toEqual([card, thanks]);
    expect(ana.sees(shop.channel()).map((message) => message.words)).toEqual(['paid']);
    expect(problems).toEqual([]);
  });

  it('sends a card of Components V2 with its picture', async () => {
    onInteraction = async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      const picture = new MediaGalleryBuilder().addItems((item) => item.setURL('attachment://qr.png'));
      const container = new ContainerBuilder()
        .addTextDisplayComponents((text) => text.setContent('# Send **3.10** USDT'))
        .addMediaGalleryComponents(picture)
        .addActionRowComponents(row('Check'));
      await interaction.editReply({
        components: [container],
        files: [{ attachment: makePng(32), name: 'qr.png' }],
        flags: MessageFlags.IsComponentsV2,
      });
    };
    const card = await ana.uses(ana.dm, '/pay', { amount: '10' }).answered();
    expect(card).toMatchObject({
      words: '# Send **3.10** USDT',
      buttons: ['Check'],
      files: [{ name: 'qr.png' }],
    });
    const picture = card.components.flatMap((part) => part['components'])[1];
    expect(picture).toMatchObject({
      items: [{ media: { width: 32, attachment_id: card.raw.attachments[0]?.id } }],
    });
    const url = card.raw.attachments[0]?.url ?? '';
    expect((await fetch(url)).headers.get('content-type')).toBe('image/png');
    expect(problems).toEqual([]);
  });

  it('completes while somebody types', async () => {
    onInteraction = async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      const typed = interaction.options.getFocused();
      await interaction.respond([
        { name: `VIP (${typed})`, value: 'vip', nameLocalizations: { 'zh-TW': '貴賓' } },
      ]);
    };
    expect(await ana.types(shop.channel(), '/pay', { item: 'v' })).toEqual([{ name: '貴賓', value: 'vip' }]);
    expect(await bo.types(bo.dm, '/pay', { item: 'v' })).toEqual([{ name: 'VIP (v)', value: 'vip' }]);
  });

  it('shows a modal and reads what was filled in', async () => {
    onInteraction = async (interaction) => {
      if (interaction.isChatInputCommand()) {
        const input = new TextInputBuilder().setCustomId('to').setStyle(TextInputStyle.Short).setMinLength(3);
        const label = new LabelBuilder().setLabel('To address').setTextInputComponent(input);
        const modal = new ModalBuilder().setCustomId('w:1').setTitle('Withdraw');
        await interaction.showModal(modal.addLabelComponents(label));
      }
      if (interaction.isModalSubmit())
        await interaction.reply(`to ${interaction.fields.getTextInputValue('to')}`);
    };
    const modal = await ana.uses(ana.dm, '/pay', { amount: '1' }).modal();
    expect(modal).toMatchObject({ title: 'Withdraw', fields: [{ customId: 'to', label: 'To address' }] });
    expect(() => ana.submits(modal, { 'To address': '0' })).toThrow('takes 3 to 4000 characters');
    expect(() => ana.submits(modal, {})).toThrow('has to be filled in');
    expect((await ana.submits(modal, { 'To address': '0xabc' }).answered()).words).toBe('to 0xabc');
    expect(problems).toEqual([]);
  });

  it('writes to a private channel, unless it is closed', async () => {
    const user = await client.users.fetch(ana.id);
    await user.send({ content: 'in private', nonce: 'n1', enforceNonce: true });
    expect(ana.seesLast(ana.dm)?.words).toBe('in private');
    ana.closesDms();
    await expect(user.send('again')).rejects.toMatchObject({ code: 50007, status: 403 });
    ana.closesDms('no-mutual-servers');
    await expect(user.send('again')).rejects.toMatchObject({ code: 50278 });
  });

  it('waits out a 429 and does not double a message that a 500 hid', async () => {
    const rest = new REST({ api: stage.sim.url }).setToken(TOKEN);
    const route = Routes.channelMessages(shop.channel().id);
    stage.sim.mischief.next('createMessage', { kind: '429', retryAfter: 0.2 });
    const before = performance.now();
    await rest.post(route, { body: { content: 'patient' } });
    expect(performance.now() - before).toBeGreaterThan(190);
    stage.sim.mischief.next('createMessage', { kind: 'status-after', code: 500 });
    await rest.post(route, { body: { content: 'once', nonce: '42', enforce_nonce: true } });
    expect(stage.sim.calls('createMessage').map((request) => request.status)).toEqual([429, 200, 500, 200]);
    expect(bo.sees(shop.channel()).map((message) => message.words)).toEqual(['patient', 'once']);
    expect(stage.sim.faults).toEqual([]);
  });

  it('reads an invalid form body as an error with its places', async () => {
    const route = Routes.channelMessages(shop.channel().id);
    await expect(client.rest.post(route, { body: { content: 'x'.repeat(2001) } })).rejects.toMatchObject({
      code: 50035,
      rawError: { errors: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } },
    });
    expect(stage.sim.faults).toMatchObject([{ kind: 'spec' }]);
  });
});

describe('a client whose line breaks', () => {
  const answer = async (interaction: Interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply('here');
  };

  it('resumes after a drop and gets what it missed', async () => {
    onInteraction = answer;
    stage.sim.gateway.drop();
    const pay = ana.uses(shop.channel(), '/pay', { amount: '1' });
    expect((await pay.answered()).words).toBe('here');
    expect(pay.deliveries).toBe(1);
    expect(stage.sim.gateway).toMatchObject({ identifies: 1, resumes: 1 });
    expect(stage.sim.missedAcks).toEqual([]);
  });

  it('comes back when asked to', async () => {
    onInteraction = answer;
    const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));
    stage.sim.gateway.reconnect();
    await resumed;
    expect(stage.sim.gateway).toMatchObject({ identifies: 1, resumes: 1 });
    expect((await bo.uses(shop.channel(), '/pay', { amount: '2' }).answered()).words).toBe('here');
  });
});

describe('a client that stays silent', () => {
  it('misses the three seconds, and that is its fault', async () => {
    await client.destroy();
    await stage.sim.stop();
    stage = await createStage({ acknowledgeMs: 80 });
    ana = stage.sim.people.create({ name: 'Ana' });
    client = await login();
    await client.application.commands.set([payCommand]);
    const pay = ana.uses(ana.dm, '/pay', { amount: '1' });
    await expect(pay.answered()).rejects.toThrow('did not respond" to /pay (it was told)');
    expect(stage.sim.faults).toMatchObject([
      { kind: 'missed-ack', sentence: expect.stringContaining('/pay of Ana') as string },
    ]);
    expect(stage.sim.missedAcks).toMatchObject([{ person: 'Ana', wasDelivered: true, isBotToBlame: true }]);
  });
});

describe('a client on a dead line', () => {
  it('notices that nobody acknowledges, and resumes', async () => {
    await client.destroy();
    await stage.sim.stop();
    stage = await createStage({ heartbeatMs: 150 });
    ana = stage.sim.people.create({ name: 'Ana' });
    client = await login();
    await client.application.commands.set([payCommand]);
    onInteraction = async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply('after all');
    };
    stage.sim.gateway.goSilent();
    const pay = ana.uses(ana.dm, '/pay', { amount: '1' });
    expect((await pay.answered(2500)).words).toBe('after all');
    expect(stage.sim.gateway).toMatchObject({ identifies: 1, resumes: 1 });
  });
});
