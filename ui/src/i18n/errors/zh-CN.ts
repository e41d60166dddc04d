/*
 * One entry per code of the boundary: what happened, what to do, and where someone might fear a loss what was kept.
 * The names in braces arrive in people's words (see ipc/words.ts).
 */
export default {
  // 字段
  required: { happened: '“{field}”还没有填', todo: '填好后再继续' },
  too_long: { happened: '“{field}”最多 {limit} 字，现在有 {length} 字', todo: '请写得短一些' },
  hidden_character: {
    happened: '“{field}”第 {position} 个字是看不见的字符（{code_point}）',
    todo: '删掉它，重新输入',
  },
  not_a_phone: { happened: '“{field}”不是有效的电话号码', todo: '手机 11 位；固话带区号；服务号照实填写' },
  unknown_category: { happened: '没有这个投诉类型', todo: '请重新选择' },
  out_of_range: { happened: '“{field}”应在 {least} 到 {most} 之间', todo: '请改正后继续' },
  amount: { happened: '金额应大于 0，且不超过 {most}', todo: '请核对金额' },
  in_future: { happened: '“{field}”晚于现在', todo: '请核对时间；电脑时钟不准时先校准' },
  in_past: { happened: '“{field}”已经过去', todo: '请改成以后的时间' },
  too_far: { happened: '“{field}”在三年以后', todo: '请核对年份' },
  authorisation_not_valid: {
    happened: '授权委托书不在有效期内',
    todo: '请客户本人到场，或补一份有效的委托书',
  },
  authorisation_not_seen: { happened: '还没有看到签好的授权委托书', todo: '看过原件后勾选确认' },
  // 流程
  ended: { happened: '这张单已经结束：{end}', todo: '要继续处理，请先重新受理' },
  not_ended: { happened: '这张单还没有结束', todo: '请先办结' },
  step_not_reached: { happened: '现在是“{now}”，还没有到“{needed}”', todo: '先完成前面的步骤' },
  not_back: { happened: '“{to}”不在“{now}”之前', todo: '用“下一步”向前走' },
  gate_not_met: { happened: '“{step}”还差：{missing}', todo: '补齐后再继续；确有必要可写明理由跳过' },
  last_step: { happened: '回访已是最后一步', todo: '请办结这张单' },
  already_registered: { happened: '这张单已经登记过', todo: '从工作队列打开即可' },
  rounds_used_up: { happened: '最多商谈 {most} 轮', todo: '请升级，或给出最终答复' },
  escalation_open: { happened: '已经升级，上级还没有答复', todo: '等上级答复，或先催办' },
  no_escalation: { happened: '这张单没有升级', todo: '需要时按 F7 升级' },
  merge_into_itself: { happened: '不能并入自己', todo: '请选另一张单' },
  too_many: { happened: '最多 {most} 条', todo: '先删去不需要的' },
  // 商定
  unknown_offer: { happened: '没有方案{offer}', todo: '请重新选择' },
  offer_not_open: { happened: '方案{offer}这一轮不能选', todo: '请选这一轮的方案' },
  offer_not_approved: {
    happened: '方案{offer}需要{from}核准',
    todo: '按 F7 请其到台确认，或换一个授权内的方案',
  },
  nothing_to_approve: { happened: '方案{offer}在授权之内，不用核准', todo: '可以直接征询客户' },
  not_authorised: { happened: '这一步需要{from}办理', todo: '请其到台确认' },
  own_request: { happened: '不能核准自己提出的方案', todo: '请另一位有权限的同事核准' },
  reads_only: { happened: '您的工号只能查看', todo: '请由当班人员办理' },
  nothing_chosen: { happened: '客户还没有选方案', todo: '请先征询客户' },
  no_demand: { happened: '还没有记下客户的诉求', todo: '请先写明客户希望怎么做' },
  // 回访
  unknown_promise: { happened: '没有承诺{promise}', todo: '请重新选择' },
  promise_not_open: { happened: '承诺{promise}已有结果', todo: '不用再处理' },
  promise_open: { happened: '承诺{promise}还没有结果', todo: '请先记下是否兑现' },
  open_promises: { happened: '还有 {count} 项承诺没有结果', todo: '兑现或说明原因后才能办结' },
  consent_needed: { happened: '客户还没有同意在屏幕上签字', todo: '客户同意后勾选，或改用纸质签字' },
  not_a_signature: { happened: '签字太短，看不出笔迹', todo: '请客户再签一次' },
  nothing_to_sign: { happened: '还没有可签的内容', todo: '请先与客户商定' },
  unknown_check: { happened: '核查清单里没有这一项', todo: '请重新打开这张单' },
  // 数据
  unknown_ticket: { happened: '没有这张单', todo: '请核对单号' },
  unknown_staff: { happened: '没有这个工号', todo: '请核对工号' },
  staff_gone: { happened: '这个工号已停用', todo: '请换一位在岗的同事' },
  last_manager: {
    happened: '至少要留一位在岗的营业厅经理',
    kept: '没有改动',
    todo: '请先添加或启用另一位营业厅经理',
  },
  hall_exists: { happened: '这个数据文件夹里已经有营业厅', todo: '直接打开，或另选一个文件夹' },
  hall_missing: { happened: '还没有建立营业厅', todo: '请先建立营业厅，或打开演示厅' },
  bad_hall_code: { happened: '厅代码须为 1–8 位字母或数字，台席代码须为 1–4 位', todo: '请改正代码' },
  bad_staff_number: { happened: '工号须为 1–16 位字母或数字', todo: '请改正工号' },
  hall_fixed: { happened: '已有投诉单，厅代码和台席代码不能再改', todo: '名称仍可以改' },
  // 账号与钥匙
  wrong_password: { happened: '工号或口令不对', todo: '请核对后再输一次' },
  locked_out: { happened: '输错次数太多，{until} 以后再试', todo: '等一等再输；忘了口令，可以请经理重发' },
  shut_out: {
    happened: '输错次数太多，这个工号已锁住',
    todo: '请经理重发口令；经理自己被锁住时，用恢复单打开',
  },
  password_short: { happened: '口令至少 {least} 个字', todo: '可以用一句只有您记得的话' },
  password_long: { happened: '口令最多 {most} 个字', todo: '请写得短一些' },
  password_guessable: { happened: '这个口令容易被猜到', todo: '换一句不常见的话，不要用姓名、工号和厅名' },
  password_same: { happened: '和原来的口令一样', todo: '请换一个新的' },
  provisional_password: { happened: '这个口令是别人发给您的', todo: '请先设置自己的口令' },
  password_needed: { happened: '本厅的数据要用口令打开', todo: '请用工号和口令登录' },
  in_demonstration: { happened: '演示厅没有口令和恢复单', todo: '回到本厅后再办' },
  not_a_recovery_code: { happened: '这不是恢复码，可能抄错了一位', todo: '请对照恢复单逐组核对' },
  bad_anchor: { happened: '这不是锚点', todo: '锚点是行号、短横和一串字母数字，请照原样输入' },
  signed_out: { happened: '已经退出登录', kept: '您输入的内容都存好了', todo: '请重新登录' },
  no_sheet: {
    happened: '这张恢复单不能再显示或打印',
    todo: '已打印的，直接输入恢复码核对；没有的，重做一张',
  },
  // 反馈单
  character: '{character}（{code}）',
  invisible: '不可见的字符',
  characterAt: '{field}：{character}',
  missing_characters: { happened: '字体里没有这些字：{characters}', todo: '换成相近的字，或打印后手写补上' },
  slip_too_long: {
    happened: '反馈单超出两页约 {over} 字；最长的是“{field}”，{length} 字',
    todo: '请把它写短一些',
  },
  slip_failed: { happened: '反馈单没能生成', todo: '请再试一次' },
  // 存储
  folder_in_use: { happened: '数据文件夹正在被另一个安诉使用', todo: '请用已经打开的窗口' },
  folder_read_only: { happened: '数据文件夹不能写入：{path}', todo: '请管理员开放写入权限' },
  disk_full: {
    happened: '磁盘已满，刚才的内容没能写入',
    kept: '输入的内容仍在屏幕上',
    todo: '请腾出空间，程序会自动再存',
  },
  damaged: { happened: '数据文件已损坏：{path}', kept: '原文件没有改动', todo: '请管理员用最近的备份恢复' },
  newer_file: { happened: '数据文件由更新的版本写成', kept: '原文件没有改动', todo: '请先升级安诉' },
  not_ours: { happened: '这不是安诉的数据文件：{path}', kept: '原文件没有改动', todo: '请另选文件夹' },
  key_unsupported: {
    happened: '这个版本打不开这种加密的数据文件',
    kept: '原文件没有改动',
    todo: '请用写入它的版本打开',
  },
  stale: {
    happened: '这张单刚被改过，您看到的不是最新内容',
    kept: '您输入的内容都存好了',
    todo: '看过变化后再继续',
  },
  draft_too_large: {
    happened: '草稿太长，没能存上',
    kept: '输入的内容仍在屏幕上',
    todo: '请分开填写，或写短一些',
  },
  file_busy: { happened: '数据文件暂时被别的程序占用', kept: '输入的内容仍在屏幕上', todo: '稍等片刻再试' },
  internal: {
    happened: '程序出了问题',
    kept: '已输入的内容都存好了',
    todo: '请再试一次；仍不行时，把事件编号告诉管理员',
  },
  // 窗口与命令行
  bad_request: { happened: '这个请求不对', todo: '请再试一次' },
  printer: { happened: '打印机没有响应', kept: '反馈单已生成', todo: '检查电源、纸张和连线，再打印一次' },
  no_printer: { happened: '没有找到打印机', kept: '反馈单已生成', todo: '接好打印机，或另存为文件' },
  write_failed: { happened: '文件没能写入', todo: '请换一个位置，或检查磁盘空间' },
  // 只在这个窗口里发生
  unexpected: {
    happened: '出现了意外的问题',
    kept: '已输入的内容都存好了',
    todo: '请再试一次；仍不行时，把事件编号告诉管理员',
  },
  no_shell: {
    happened: '这个页面没有在安诉窗口里打开',
    kept: '没有改动任何数据',
    todo: '请从桌面启动安诉',
  },
} as const
