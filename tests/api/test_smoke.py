def test_road(program):
    case = program.case()
    print(program.did("get", "cases"))
    a = program.did("post", f"cases/{case}/answer", {})
    print(a["packet"], a["decision"]["choice"])
    for p in ("", "/events", "/exhibits", "/answer", "/paper", "/pages/1"):
        r = program.get(f"cases/{case}{p}")
        print(p, r.status_code, r.headers["Content-Type"], r.content[:100])
    print(program.post(f"cases/{case}/approve", {"digest": a["digest"]}).content)
    print(program.get("nope").content, program.get("cases/C-NO").content)
    print(program.post("cases/C-NO/notes", {"text": 3, "x": 1}).content)
    for p in ("today", "key", "organisation", "people", "settings", "insights", "rules", "rules/visa/13.1", "openapi.json"):
        r = program.get(p)
        print(p, r.status_code, r.content[:150])
    assert 0
