from locust import HttpUser, task, constant_pacing


class Visitor(HttpUser):
    wait_time = constant_pacing(0.05)

    @task(4)
    def page(self):
        self.client.get("/index.html")

    @task(2)
    def big(self):
        self.client.get("/big.bin")

    @task(1)
    def missing(self):
        self.client.get("/missing", name='/missing,"quoted"')

    @task(1)
    def order(self):
        self.client.post("/order", data="a=b")
