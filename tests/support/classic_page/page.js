// A stand-in for the original's front end: written from what is known of its wire, and as careless as it is.
// It never drops a double, confirms at once, compares ids as strings, and puts messages into its template.
import {md5} from "/md5.js"

const asked = new URLSearchParams(location.search)
const CALLS = asked.get("calls"), SOCKET = asked.get("socket")
const UPLOADS = asked.get("uploads"), PICTURES = asked.get("pictures")
const PIECE = Number(asked.get("piece") ?? 10 * 1024 * 1024)
const TICK = 5000, STALLED = 20000, PATIENCE = 1000
const $ = id => document.getElementById(id)
const element = (tag, fields = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), fields)
  made.append(...children)
  return made
}

// Calls. Every GET says that it is JSON, so the browser asks for leave first.

async function get(path, query) {
  const address = `${CALLS}/ws/${path}?${new URLSearchParams(query)}`
  return (await fetch(address, {headers: {"Content-Type": "application/json"}})).json()
}
async function post(address, body) {
  const headers = {"Content-Type": "application/json"}
  return (await fetch(address, {method: "POST", headers, body: JSON.stringify(body)})).json()
}

// Who is here. What session storage gives back after a reload is text, the id too.

let user = null, talk = null
const talks = new Map()

function remembered() {
  const [user_id, user_name, user_img] = ["user_id", "user_name", "user_img"].map(k => sessionStorage.getItem(k))
  return user_id && user_name && user_img ? {user_id, user_name, user_img} : null
}
async function logIn(name) {
  const {code, message, data} = await post(`${CALLS}/ws/login`, {name})
  if (code !== 200) return $("refused").textContent = message
  for (const key in data) sessionStorage.setItem(key, data[key])
  enter(data)
}
async function logOut() {
  const {code, data} = await post(`${CALLS}/ws/login`, {})
  if (code !== 200 || typeof data !== "object") return
  say({type: "CLOSE", from_user_id: user.user_id})
  sessionStorage.clear()
  location.reload()
}
async function enter(who) {
  user = who
  $("login").hidden = true
  $("chat").hidden = false
  $("me").textContent = user.user_name
  $("portrait").src = user.user_img
  window.lines = JSON.parse(localStorage.getItem(`lines ${user.user_id}`) ?? "{}")
  await listTalks()
  connect()
  setInterval(tick, TICK)
}

// Conversations

const keyOf = entry => entry.block_id ? `block ${entry.block_id}` : `contacter ${entry.contacter_id}`

async function listTalks() {
  const {data} = await get("conversation", {user_id: user.user_id})
  for (const entry of data) await know(keyOf(entry))
  const order = data.map(keyOf)
  showTalks([...order, ...[...talks.keys()].filter(key => !order.includes(key))])
}
async function know(key) {
  if (talks.has(key)) return talks.get(key)
  const [kind, id] = key.split(" ")
  const about = kind === "block" ? {block_id: id} : {user_id: id}
  const {data: [found]} = await get(kind === "block" ? "block" : "user", about)
  const name = found?.block_name ?? found?.user_name ?? "?"
  talks.set(key, {key, kind, id, name, picture: found?.block_img ?? found?.user_img, unread: 0})
  return talks.get(key)
}
const names = new Map()
async function learn(id) {
  const {data: [found]} = await get("user", {user_id: id})
  names.set(id, found?.user_name ?? "?")
  showLines()
}
function showTalks(order = [...talks.keys()]) {
  const sorted = new Map(order.map(key => [key, talks.get(key)]))
  talks.clear()
  for (const [key, each] of sorted) talks.set(key, each)
  $("talks").replaceChildren(...[...talks.values()].map(each => element(
    "li", {className: each.key === talk?.key ? "open" : "", onclick: () => open(each.key)},
    element("img", {className: "portrait", src: each.picture}),
    element("b", {textContent: each.name}),
    element("i", {textContent: each.unread || ""}),
  )))
}
async function open(key) {
  talk = await know(key)
  talk.unread = 0
  $("title").textContent = talk.name
  showTalks()
  showLines()
}
async function search(word) {
  const [people, groups] = [
    await get("search/contacter", {user_name: word}), await get("search/block", {block_name: word}),
  ]
  const rows = [
    ...people.data.map(p => [p.user_name, p.user_img, `contacter ${p.user_id}`,
      () => get("contacter/add", {user_id: user.user_id, contacter_id: p.user_id})]),
    ...groups.data.map(g => [g.block_name, g.block_img, `block ${g.block_id}`,
      () => get("block/join", {user_id: user.user_id, block_id: g.block_id})]),
  ]
  $("found").replaceChildren(...rows.map(([name, picture, key, add]) => element(
    "li", {}, element("img", {className: "portrait", src: picture}), element("b", {textContent: name}),
    element("button", {textContent: "Add", onclick: async () => {
      window.added = (await add()).code
      $("found").replaceChildren()
      await open(key)
    }}),
  )))
}
async function create(name) {
  const {code, message, data} = await get("block/new", {user_id: user.user_id, block_name: name})
  if (code === 200) {
    $("group").value = ""
    await open(`block ${data.block_id}`)
  }
  else $("title").textContent = message
}

// The socket: binary frames out, text frames in

let socket, heard = 0
window.sockets = 0

function say(frame) { socket.send(new TextEncoder().encode(JSON.stringify(frame))) }
function connect() {
  socket = new WebSocket(SOCKET)
  socket.binaryType = "arraybuffer"
  window.sockets++
  heard = Date.now()
  socket.onopen = () => {
    say({type: "INIT", from_user_id: user.user_id, message: "init"})
    $("status").textContent = "online"
  }
  socket.onclose = () => $("status").textContent = "offline"
  socket.onmessage = ({data}) => {
    heard = Date.now()
    if (typeof data !== "string") throw new Error("a frame that is not text")
    take(JSON.parse(data))
  }
}
function tick() {
  if (socket.readyState === WebSocket.OPEN && Date.now() - heard < STALLED)
    return say({type: "PING", message: "ping", from_user_id: user.user_id})
  if (socket.readyState === WebSocket.CONNECTING && Date.now() - heard < STALLED) return
  socket.close()
  connect()
}
async function take(frame) {
  if (frame.type === "MESSAGE" && frame.chat_type) {
    say({...frame, type: "CONFIRM"})
    const mine = String(frame.from_user_id) === String(user.user_id)
    const key = frame.chat_type === "BLOCK" ? `block ${frame.block_id}`
      : `contacter ${mine ? frame.to_user_id : frame.from_user_id}`
    keep(key, {...frame, state: "sent"})
    await know(key)
    if (!names.has(String(frame.from_user_id))) await learn(String(frame.from_user_id))
    if (key !== talk?.key) talks.get(key).unread++
    showTalks([key, ...[...talks.keys()].filter(each => each !== key)])
  } else if (frame.type === "CONFIRM") {
    const line = Object.values(lines).flat().find(each => each.temp_id === frame.temp_id && each.state !== "sent")
    if (line) Object.assign(line, {message_id: frame.message_id, state: "sent"})
    keepAll()
  }
}

// Messages

function keep(key, frame) {
  (lines[key] ??= []).push(frame)
  keepAll()
}
function keepAll() {
  for (const each of Object.values(lines)) each.sort((a, b) =>
    a.state !== "sent" ? 1 : b.state !== "sent" ? -1 : a.message_id < b.message_id ? -1 : 1)
  localStorage.setItem(`lines ${user.user_id}`, JSON.stringify(lines))
  showLines()
}
function showLines() {
  $("lines").replaceChildren(...(lines[talk?.key] ?? []).map(frame => {
    const mine = String(frame.from_user_id) === String(user.user_id)
    const bubble = element("div", {className: "bubble"})
    compile(bubble, frame.message)
    const by = talk.kind === "block" && !mine ? names.get(String(frame.from_user_id)) : ""
    const mark = element("span", {className: "mark", textContent: {failed: "!", pending: "…"}[frame.state] ?? ""})
    if (frame.state === "failed") mark.onclick = () => send(frame)
    return element("li", {className: mine ? "mine" : ""}, element("div", {}, element("small", {textContent: by ?? ""}), bubble), mark)
  }))
  $("lines").scrollTop = $("lines").scrollHeight
}
function compile(place, fragment) {
  // As a template is: what stands in double braces is computed, the rest is markup, a-image a component.
  place.innerHTML = fragment.replace(/{{(.*?)}}/g, (_, expression) => Function(`return ${expression}`)())
  for (const found of place.querySelectorAll("a-image"))
    found.replaceWith(element("img", {src: found.getAttribute("src"), className: found.className}))
}
function write(message) {
  const where = talk.kind === "block" ? {chat_type: "BLOCK", block_id: talk.id}
    : {chat_type: "PTP", to_user_id: talk.id}
  const frame = {
    type: "MESSAGE", from_user_id: String(user.user_id), message_id: "-2", message, ...where,
    send_time: Date.now(), temp_id: String(Date.now()),
  }
  keep(talk.key, {...frame, state: "pending"})
  send(lines[talk.key].find(each => each.temp_id === frame.temp_id))
}
function send(line) {
  line.state = "pending"
  const {state, ...frame} = line
  if (socket.readyState === WebSocket.OPEN) say(frame)
  setTimeout(() => {
    if (line.state === "pending") line.state = "failed"
    keepAll()
  }, PATIENCE)
}

// Pictures: pieces all at once, in any order, by requests that report their progress

function sendPiece(fields, chunk) {
  return new Promise((done, failed) => {
    const form = new FormData(), request = new XMLHttpRequest()
    form.append("chunk", chunk)
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    request.upload.onprogress = () => {}  // which makes the browser ask for leave, with no header to name
    request.onload = () => request.status === 200 ? done() : failed(new Error(request.responseText))
    request.onerror = () => failed(new Error("no answer"))
    request.open("POST", `${UPLOADS}/upload`)
    request.send(form)
  })
}
async function upload(file) {
  const fileHash = md5(new Uint8Array(await file.arrayBuffer())), filename = file.name
  const {code} = await post(`${UPLOADS}/verify`, {filename, fileHash})
  window.verified = code
  if (code !== 204) {
    const places = [...Array(Math.ceil(file.size / PIECE)).keys()]
    await Promise.all(places.map(place => sendPiece(
      {hash: `${filename}-${place}`, filename, fileHash}, file.slice(place * PIECE, (place + 1) * PIECE),
    )))
    const merged = await post(`${UPLOADS}/merge`, {filename, fileHash, size: PIECE})
    if (merged.code !== 200) throw new Error(merged.message)
  }
  const extension = filename.slice(filename.lastIndexOf(".") === -1 ? -1 : filename.lastIndexOf("."))
  write(`<a-image class="picture" src="${PICTURES}/${fileHash}${extension}"></a-image>`)
}

// What the person does

const escaped = text => new Option(text).innerHTML
const on = (id, event, act) => $(id).addEventListener(event, e => { e.preventDefault(); act() })
on("login", "submit", () => logIn($("name").value))
on("logout", "click", logOut)
on("searching", "submit", () => search($("search").value))
on("creating", "submit", () => create($("group").value))
on("picture", "change", () => upload($("picture").files[0]))
on("send", "click", () => {
  write($("text").innerText.split("\n").map(line => `<p class="line">${escaped(line) || "<br>"}</p>`).join(""))
  $("text").textContent = ""
})
Object.assign(window, {md5, write})  // for who plays the part
if (remembered()) enter(remembered())
